// The figures of a round with bars, the goals with most first.

import { word } from "./words.js";

// The figures that are shown, and those that the bar is made of.
const SHOWN = { approve: ["approve"], dots: ["points", "voters"], opinion: ["agree", "pass", "disagree"] };
const FIGURES = { approve: ["approve"], dots: ["points"], opinion: ["agree", "pass", "disagree"] };

/** Gives the rows of a counted round, as `results/_top.html` and `results/_count.html` show them. */
export function tops(seen, round) {
  const names = FIGURES[round.method];
  const rows = Object.entries(seen.tallies[round.id]?.goals ?? {})
    .map(([id, cells]) => ({ id: Number(id), goal: seen.goals.get(Number(id)), cells, parts: names.map((name) => cells[name]) }))
    .filter(({ goal }) => goal);
  const [first] = names;
  rows.sort((a, b) => b.cells[first] - a.cells[first] || (a.cells.disagree ?? 0) - (b.cells.disagree ?? 0) || a.id - b.id);
  const most = Math.max(...rows.map(({ parts }) => sum(parts)), 0);
  return rows.map(({ id, goal, cells, parts }) => ({
    ...cells,
    id,
    title: goal.title,
    path: `/c/${seen.slug}/goals/${id}`,
    revision: [...Object.values(cells), most, goal.revision].join("/"),
    kind: `top ${round.method}`,
    figures: SHOWN[round.method].map((name) => ({ id: name, name: word(`figure_${name}`), number: String(cells[name]), revision: cells[name] })),
    ...stretches(parts, most),
  }));
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
