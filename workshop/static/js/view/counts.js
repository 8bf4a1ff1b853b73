// The figures of a round with bars, the goals with most first.

import { stamp } from "../language/clock.js";
import { badgeOf } from "./badges.js";
import { compareFigures, methodOf, partsOf } from "./methods.js";

/** Gives the rows of a counted round, as `results/_top.html` and `results/_count.html` show them; `goals` as they were called. */
export function tops(view, round, goals = view.calledGoals(round)) {
  const { bar, middle, figures } = methodOf(round);
  const rows = goals.map((goal) => {
    const cells = view.tallies[round.id].goals[goal.id];
    return { id: goal.id, goal, cells, parts: partsOf(round, cells) };
  });
  rows.sort((a, b) => compareFigures(round, a.cells, b.cells) || a.id - b.id);
  const stretch = stretching(round, rows);
  const isEqual = (cells) => (other) => compareFigures(round, cells, other.cells) === 0;
  return rows.map(({ id, goal, cells, parts }) => {
    const values = {
      ...cells,
      ...calledValues(goal),
      ...themeValues(view, goal),
      ...stretch(parts),
      id,
      rank: rows.findIndex(isEqual(cells)) + 1,
      tied: rows.filter(isEqual(cells)).length > 1,
      path: goal.there ? view.pathOf(round, id) : null,
      parted: bar.length > 1,
      divided: Boolean(middle),
    };
    return {
      ...values,
      theme_id: goal.theme_id,
      parts,
      figures: Object.entries(figures).map(([id, name]) => ({ id, name, number: String(cells[id]), revision: cells[id] })),
      revision: [...Object.values(cells), values.rank, values.tied, values.start0, values.length0, values.colour, goal.revision].join("/"),
    };
  });
}

/** Gives what the bars of the themes of a counted round show, where it has goals of several. */
export function themeSums(view, round, rows) {
  const sums = view.themes.map((theme) => {
    const own = rows.filter(({ theme_id: id }) => id === theme.id).map(({ parts }) => parts);
    return { theme, own, parts: own.length ? own.reduce((one, other) => one.map((part, place) => part + other[place])) : [] };
  });
  const there = sums.filter(({ own }) => own.length);
  const stretch = stretching(round, there);
  const names = methodOf(round).bar;
  return there.length < 2 ? [] : there.map(({ theme, parts }) => ({
    id: theme.id,
    ...badgeOf(theme),
    colour: theme.colour,
    ...Object.fromEntries(names.map((name, place) => [name, parts[place]])),
    ...stretch(parts),
    revision: [theme.revision, ...parts, ...there.map(({ parts: [first] }) => first)].join("/"),
  }));
}

/** The values of a goal as it was called when it was counted, as `results/_called.html` shows them. */
export function calledValues({ number, title, since }) {
  const became = Object.entries(since).map(([name, at]) => [`since_${name}`, at && stamp(at)]);
  return { number, title: title ?? {}, untitled: title === null, ...Object.fromEntries(became) };
}

/** What marks a thing as of its theme. */
export function themeValues(view, { theme_id: id }) {
  const theme = view.themes.find((one) => one.id === id);
  return theme ? { ...badgeOf(theme), colour: theme.colour } : { colour: null };
}

/** The places of up to three parts of a bar that `most` fills, as `results/_bar.html` has them. */
export function stretches(parts, most) {
  const lengths = parts.map((part) => (most ? (100 * part) / most : 0));
  return placesOf(lengths.map((_, place) => sum(lengths.slice(0, place))), lengths);
}

// How the bars of rows are drawn together: the longest fills the whole width, or one side of the middle line.
function stretching(round, rows) {
  const { bar, middle } = methodOf(round);
  const at = bar.indexOf(middle);
  if (at < 0) {
    const most = Math.max(...rows.map(({ parts }) => sum(parts)), 0);
    return (parts) => stretches(parts, most);
  }
  const sides = (parts) => [parts.slice(0, at), parts.slice(at + 1)].map((side) => sum(side) + parts[at] / 2);
  const most = Math.max(...rows.flatMap(({ parts }) => sides(parts)), 0);
  return (parts) => fromTheMiddle(parts, at, most);
}

// The part `at` stands on the line; those before it go to the right, those after it to the left.
function fromTheMiddle(parts, at, most) {
  const lengths = parts.map((part) => part * (most ? 50 / most : 0));
  const starts = [];
  let left = 50 - lengths[at] / 2;
  let right = 50 + lengths[at] / 2;
  starts[at] = left;
  for (let place = at - 1; place >= 0; place -= 1) {
    starts[place] = right;
    right += lengths[place];
  }
  for (let place = at + 1; place < parts.length; place += 1) {
    left -= lengths[place];
    starts[place] = left;
  }
  return placesOf(starts.map((start) => Math.max(start, 0)), lengths);
}

function placesOf(starts, lengths) {
  const places = {};
  for (const place of [0, 1, 2]) {
    places[`start${place}`] = (starts[place] ?? 0).toFixed(2);
    places[`length${place}`] = (lengths[place] ?? 0).toFixed(2);
  }
  return places;
}

function sum(numbers) {
  return numbers.reduce((one, other) => one + other, 0);
}
