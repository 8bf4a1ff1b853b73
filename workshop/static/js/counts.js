// The figures of a round with bars, the goals with most first.

import { stamp } from "./clock.js";
import { word } from "./words.js";

// The figures that are shown.
const SHOWN = { approve: ["approve"], dots: ["points", "voters"], opinion: ["agree", "pass", "disagree"] };
/** The figures of each way of voting that make its bar, in their order; the first decides who is best. */
export const BARS = { approve: ["approve"], dots: ["points"], opinion: ["agree", "pass", "disagree"] };

/** Gives the rows of a counted round, as `results/_top.html` and `results/_count.html` show them. */
export function tops(seen, round) {
  const names = BARS[round.method];
  const rows = seen.calledGoals(round).map((goal) => {
    const cells = seen.tallies[round.id].goals[goal.id];
    return { id: goal.id, goal, cells, parts: names.map((name) => cells[name]) };
  });
  const [first] = names;
  rows.sort((a, b) => b.cells[first] - a.cells[first] || (a.cells.disagree ?? 0) - (b.cells.disagree ?? 0) || a.id - b.id);
  const most = Math.max(...rows.map(({ parts }) => sum(parts)), 0);
  return rows.map(({ id, goal, cells, parts }) => ({
    ...cells,
    ...calledValues(goal),
    id,
    path: goal.there ? `/c/${seen.slug}/goals/${id}` : null,
    revision: [...Object.values(cells), most, goal.revision].join("/"),
    kind: `top ${round.method}`,
    figures: SHOWN[round.method].map((name) => ({ id: name, name: word(`figure_${name}`), number: String(cells[name]), revision: cells[name] })),
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
