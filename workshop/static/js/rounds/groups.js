// The groups of a counted round, as `results/_matrix.html` and `results/_reached.html` show them.

import { fill, listed } from "../render/fill.js";
import { figureWords, methodOf, namesOf } from "../view/methods.js";
import { language, textIn, word } from "../language/words.js";

const MUNICIPALITIES = "municipalities";
const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 2, useGrouping: false });

/** The values of a counted round's section that say who voted, and what was reached. */
export function reachedValues(view, round, { turnout, outcome }) {
  const bodies = Object.entries(turnout?.bodies ?? {}).map(([key, own]) => {
    const words = own ? `${own.voted} / ${own.entitled}` : word("hidden");
    const { title, revision } = bodyOf(view, key);
    return { id: key || "none", body: title, words, revision: `${revision}/${words}` };
  });
  const reached = round.quorum && outcome ? outcome.reached : null;
  const passed = round.pass_mark && outcome?.passed;
  return {
    turnout: turnout ? word("turnout", turnout) : "",
    quorum: reached === null ? "" : word(reached ? "quorum_reached" : "quorum_missed", { number: round.quorum }),
    pass_mark: passed ? word("pass_mark", { mark: `${round.pass_mark} %`, num: passed.length }) : "",
    turnouts: bodies.length > 1 ? bodies : [],
  };
}

/** Keeps the matrices of a counted round, one for each breakdown, in their place. */
export function drawMatrices(place, view, round, tally, rows) {
  const matrices = matricesOf(view, round, tally, rows);
  listed(place, matrices, "matrix");
  for (const [at, matrix] of matrices.entries()) drawMatrix(place.children[at], matrix);
}

// The head of a row stands among its cells, and so is filled by itself.
function drawMatrix(place, { what, heads, lines }) {
  fill(place.querySelector("thead th"), { what });
  listed(place.querySelector("thead tr"), heads, "matrix-head");
  const body = place.querySelector("tbody");
  listed(body, lines, "matrix-row");
  for (const [at, line] of lines.entries()) {
    fill(body.children[at].querySelector("th"), line);
    listed(body.children[at], line.cells, "matrix-cell");
  }
}

function matricesOf(view, round, { breakdowns, titles, municipalities }, rows) {
  const found = Object.entries(breakdowns ?? {}).map(([name, broken]) => {
    const keys = [...new Set(rows.flatMap(({ id }) => Object.keys(broken[id] ?? {})))];
    const heads = keys.map((key) => (name === "body" ? bodyOf(view, key) : { title: titles[name]?.[key], revision: 0, id: key || "none" }));
    return matrixOf(round, name, heads, rows, ({ id }) => keys.map((key) => cellOf(round, key, broken[id]?.[key])));
  });
  if (municipalities) found.push(sideBySide(round, municipalities, rows));
  return found;
}

function sideBySide(round, { goals }, rows) {
  const heads = ["persons", MUNICIPALITIES].map((id) => ({ id, title: word(id === MUNICIPALITIES ? "broken_municipalities" : id), revision: 0 }));
  const cells = ({ id, cells: own }) => [cellOf(round, "persons", own), cellOf(round, MUNICIPALITIES, goals[id])];
  return matrixOf(round, MUNICIPALITIES, heads, rows, cells, 1);
}

// `from`: the first column that may be hidden.
function matrixOf(round, name, heads, rows, cellsOf, from = 0) {
  const lines = rows.map((row) => {
    const since = Object.fromEntries(Object.entries(row).filter(([key]) => key.startsWith("since_")));
    const { id, number, title, untitled } = row;
    const cells = cellsOf(row);
    return { id, number, title, untitled, ...since, cells, revision: `${row.revision}/${cells.map(({ words }) => words).join("/")}` };
  });
  const hidden = lines.every(({ cells }) => cells.slice(from).every((cell) => cell.hidden));
  const { bar, figures } = methodOf(round);
  const names = namesOf(round);
  const nameOf = (cell) => (typeof names[cell] === "string" ? names[cell] : textIn(names[cell])[0]);
  return {
    id: name,
    name: word(`broken_${name}`),
    all_hidden: hidden,
    shown: !hidden,
    municipal: name === MUNICIPALITIES,
    small: round.secrecy === "named" ? "" : word("small", { num: round.threshold }),
    figures: bar.map((each) => nameOf(Object.keys(figures).indexOf(each))).join(" – "),
    what: word(round.subject === "measures" ? "measure" : "goal"),
    heads: hidden ? [] : heads,
    lines: hidden ? [] : lines,
    revision: hidden,
  };
}

function cellOf(round, key, cells) {
  const { bar, means } = methodOf(round);
  const wordOf = (name) => (means[name] ? figureWords(round, cells, name) : figure.format(cells[name]));
  const words = cells ? bar.map(wordOf).join("–") : "";
  return { id: key || "none", words, hidden: !cells, hides: cells ? null : true, revision: words };
}

function bodyOf(view, key) {
  const body = view.bodies.find((one) => one.key === key);
  return { id: key || "none", title: body?.title ?? word(key ? "removed_body" : "no_body"), revision: body?.revision ?? 0 };
}
