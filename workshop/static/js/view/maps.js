// A map of goals by two criteria: the first one upwards, the second one to the right.
//
// The server's twin is workshop/web/view/counted/maps.py.

import { methodOf, namesOf } from "./methods.js";

const [LEAST, MOST, MIDDLE] = [1, 5, 3];
// So far apart, in percent, marks do not touch on a phone of 360 px; a point is moved by so many steps at most.
const [STEP_RIGHT, STEP_DOWN, FARTHEST] = [11, 9, 2];
const WAYS = ways();

/**
 * Gives the points of a map, each with its place in percent and the `others` that have no place of their own beside it, and
 * the goals that are high on both criteria; null without two criteria.
 */
export function mapOf(round, rows) {
  const placed = placedBy(round, rows);
  if (!placed) return null;
  const points = [];
  for (const point of placed) {
    const place = free(points, point);
    if (place) points.push({ ...point, ...place, others: [] });
    else nearest(points, point).others.push(point);
  }
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

// The nearest place on which no other point lies. Danger: a point that was moved across a middle line would be told to be
// high, or low, on a criterion.
function free(points, { x, y }) {
  const isFree = (at) => points.every((point) => Math.abs(point.x - at.x) >= STEP_RIGHT || Math.abs(point.y - at.y) >= STEP_DOWN);
  const places = WAYS.map(([right, down]) => ({ x: x + STEP_RIGHT * right, y: y + STEP_DOWN * down }));
  return places.find((at) => isBeside({ x, y }, at) && isFree(at));
}

// The point nearest to a place, of those in its quarter; where no place is free there is one.
function nearest(points, { x, y }) {
  const far = (point) => (point.x - x) ** 2 + (point.y - y) ** 2;
  const beside = points.filter((point) => isBeside({ x, y }, point));
  return beside.reduce((one, other) => (far(other) < far(one) ? other : one));
}

// Whether another place is on the map too, and in the same quarter; what is in the middle is right and above.
function isBeside(place, other) {
  const ends = [[place.x, other.x], [100 - place.y, 100 - other.y]];
  return ends.every(([at, to]) => to >= 0 && to <= 100 && to >= 50 === at >= 50);
}

// Steps to the right and down, the shortest way first, and of equally long ones that to the side.
function ways() {
  const steps = Array.from({ length: 2 * FARTHEST + 1 }, (_, place) => place - FARTHEST);
  const nearness = ([right, down]) => [right ** 2 + down ** 2, Math.abs(down), -right, down];
  const compare = (one, other) => one.map((each, at) => each - other[at]).find((each) => each) ?? 0;
  return steps.flatMap((right) => steps.map((down) => [right, down])).sort((a, b) => compare(nearness(a), nearness(b)));
}

function percent(sum, number) {
  const [top, under] = [100 * (sum - LEAST * number), (MOST - LEAST) * number];
  return Math.floor((2 * top + under) / (2 * under));
}
