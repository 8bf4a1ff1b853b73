// The figures of a round with bars, the goals with most first.

import { stamp } from "../language/clock.js";
import { compareFigures, methodOf, partsOf } from "./methods.js";

/** Gives the rows of a counted round, as `results/_top.html` and `results/_count.html` show them. */
export function tops(view, round) {
  const { bar, figures } = methodOf(round);
  const rows = view.calledGoals(round).map((goal) => {
    const cells = view.tallies[round.id].goals[goal.id];
    return { id: goal.id, goal, cells, parts: partsOf(round, cells) };
  });
  rows.sort((a, b) => compareFigures(round, a.cells, b.cells) || a.id - b.id);
  const most = Math.max(...rows.map(({ parts }) => sum(parts)), 0);
  return rows.map(({ id, goal, cells, parts }) => ({
    ...cells,
    ...calledValues(goal),
    id,
    path: goal.there ? `/c/${view.slug}/goals/${id}` : null,
    revision: [...Object.values(cells), most, goal.revision].join("/"),
    kind: bar.length > 1 ? "top parted" : "top",
    figures: Object.entries(figures).map(([id, name]) => ({ id, name, number: String(cells[id]), revision: cells[id] })),
    ...stretches(parts, most),
  }));
}

/** The values of a goal as it was called when it was counted, as `results/_called.html` shows them. */
export function calledValues({ number, title, since }) {
  const became = Object.entries(since).map(([name, at]) => [`since_${name}`, at && stamp(at)]);
  return { number, title: title ?? {}, untitled: title === null, ...Object.fromEntries(became) };
}

function stretches(parts, most) {
  const places = {};
  let start = 0;
  for (const place of [0, 1, 2]) {
    const length = most ? (100 * (parts[place] ?? 0)) / most : 0;
    places[`start${place}`] = start.toFixed(2);
    places[`length${place}`] = length.toFixed(2);
    start += length;
  }
  return places;
}

function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}
