// A map of goals by two criteria: the first one upwards, the second one to the right.
//
// The server's twin is workshop/web/view/counted/maps.py.

import { methodOf, namesOf } from "./methods.js";

const [LEAST, MOST, MIDDLE] = [1, 5, 3];
const STEP = 6;

/** Gives the points of a map, each with its place in percent, and the goals that are high on both; null without two criteria. */
export function mapOf(round, rows) {
  const placed = placedBy(round, rows);
  if (!placed) return null;
  const points = [];
  for (const point of placed) points.push({ ...point, x: free(points, point.x, point.y) });
  const { bar, means } = methodOf(round);
  const best = placed.filter(({ cells }) => bar.every((name) => cells[name] >= MIDDLE * cells[means[name]]));
  return { points, best };
}

/** Gives the rows that were scored on both criteria, each with its exact place in percent; null without two criteria. */
export function placedBy(round, rows) {
  const { bar, means } = methodOf(round);
  if (bar.length !== 2 || !bar.every((name) => means[name])) return null;
  const scored = rows.filter(({ cells }) => bar.every((name) => cells[means[name]]));
  return scored.map((row) => {
    const [up, right] = bar.map((name) => percent(row.cells[name], row.cells[means[name]]));
    return { ...row, x: right, y: 100 - up };
  });
}

/** The names of the two criteria: of the one upwards, and of the one to the right. */
export function axesOf(round) {
  const [up, right] = namesOf(round).filter((name) => typeof name === "object");
  return { up, right };
}

// The nearest place to the right, or else to the left, on which no other point lies.
function free(points, x, y) {
  const places = [];
  for (let place = x; place <= 100; place += STEP) places.push(place);
  for (let place = x; place >= 0; place -= STEP) places.push(place);
  const isFree = (place) => points.every((point) => Math.abs(point.x - place) >= STEP || Math.abs(point.y - y) >= STEP);
  return places.find(isFree) ?? x;
}

function percent(sum, number) {
  const [top, under] = [100 * (sum - LEAST * number), (MOST - LEAST) * number];
  return Math.floor((2 * top + under) / (2 * under));
}
