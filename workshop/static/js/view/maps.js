// A map of goals by two criteria: the first one upwards, the second one to the right.
//
// The server's twin is workshop/web/view/maps.py.

import { methodOf } from "./methods.js";

const [LEAST, MOST, MIDDLE] = [1, 5, 3];

/** Gives the points of a map, each with its place in percent, and the goals that are high on both; null without two criteria. */
export function mapOf(round, rows) {
  const { bar, means } = methodOf(round);
  if (bar.length !== 2 || !bar.every((name) => means[name])) return null;
  const scored = rows.filter(({ cells }) => bar.every((name) => cells[means[name]]));
  const points = scored.map((row) => {
    const [up, right] = bar.map((name) => percent(row.cells[name], row.cells[means[name]]));
    return { ...row, x: right, y: 100 - up };
  });
  const best = scored.filter(({ cells }) => bar.every((name) => cells[name] >= MIDDLE * cells[means[name]]));
  return { points, best };
}

function percent(sum, number) {
  const [top, under] = [100 * (sum - LEAST * number), (MOST - LEAST) * number];
  return Math.floor((2 * top + under) / (2 * under));
}
