// The figures of a round with bars, the goals with most first.

import { stamp } from "../language/clock.js";
import { badgeOf } from "./badges.js";
import { compareFigures, figureWords, methodOf, namesOf, partsOf } from "./methods.js";

/** Gives the rows of a counted round, as `results/_top.html` and `results/_count.html` show them; `goals` as they were called. */
export function tops(view, round, goals = view.calledGoals(round)) {
  const { bar, middle, figures } = methodOf(round);
  const names = namesOf(round);
  const rows = goals.map((goal) => {
    const cells = view.tallies[round.id].goals[goal.id];
    return { id: goal.id, goal, cells, parts: partsOf(round, cells) };
  });
  rows.sort((a, b) => compareFigures(round, a.cells, b.cells) || a.id - b.id);
  const stretch = stretching(round, rows);
  const isEqual = (cells) => (other) => compareFigures(round, cells, other.cells) === 0;
  return rows.map(({ id, goal, cells, parts }) => {
    const values = {
      ...calledValues(goal),
      ...numbered(round, cells, Object.keys(figures)),
      ...Object.fromEntries(names.map((name, at) => [`name${at}`, name])),
      ...themeValues(view, goal),
      ...stretch(parts),
      id,
      place: rows.findIndex(isEqual(cells)) + 1,
      tied: rows.filter(isEqual(cells)).length > 1,
      path: goal.there ? view.pathOf(round, id) : null,
      parted: bar.length > 1,
      divided: Boolean(middle),
    };
    return {
      ...values,
      theme_id: goal.theme_id,
      cells,
      parts,
      figures: Object.keys(figures).map((id, at) => ({ id, name: names[at], number: figureWords(round, cells, id), stripe: stripeOf(bar, id), revision: figureWords(round, cells, id) })),
      revision: [...Object.values(cells), values.place, values.tied, values.start0, values.length0, values.colour, goal.revision].join("/"),
    };
  });
}

/** Gives what the bars of the themes of a counted round show, where it has goals of several. */
export function themeSums(view, round, rows) {
  const { bar, figures } = methodOf(round);
  const sums = view.themes.map((theme) => {
    const own = rows.filter(({ theme_id: id }) => id === theme.id);
    const cells = Object.fromEntries(Object.keys(figures).map((name) => [name, sum(own.map((row) => row.cells[name]))]));
    return { theme, own, cells, parts: own.length ? partsOf(round, cells) : [] };
  });
  const there = sums.filter(({ own }) => own.length);
  const stretch = stretching(round, there);
  const names = namesOf(round);
  const all = Object.keys(figures);
  return there.length < 2 ? [] : there.map(({ theme, cells, parts }) => ({
    id: theme.id,
    ...badgeOf(theme),
    colour: theme.colour,
    ...numbered(round, cells, bar),
    ...Object.fromEntries(bar.map((name, at) => [`name${at}`, names[all.indexOf(name)]])),
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

// Which part of a bar of several a figure is.
function stripeOf(bar, name) {
  return bar.length > 1 && bar.includes(name) ? bar.indexOf(name) + 1 : null;
}

function numbered(round, cells, names) {
  return Object.fromEntries(names.map((name, at) => [`number${at}`, figureWords(round, cells, name)]));
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
