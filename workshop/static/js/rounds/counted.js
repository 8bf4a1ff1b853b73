// Counted rounds in full, as `results/_count.html` shows them: figures, by body, who voted what, the proof.

import { stamp } from "../language/clock.js";
import { calledValues, themeSums, tops } from "../view/counts.js";
import { fill, listed, rowTemplate } from "../render/fill.js";
import { besides, drawBesides, namedColumns } from "./besides.js";
import { choiceWords, figureWords, methodOf } from "../view/methods.js";
import { roundValues } from "../view/rounds.js";
import { word } from "../language/words.js";

// More of them share the first place without being named.
const MOST_LEADERS = 3;

/** Keeps the container's sections at the rounds, each under its own id; what the reader has unfolded stays so. */
export function drawCounted(container, view, rounds) {
  const wanted = new Set(rounds.map(({ id }) => `results-${id}`));
  for (const section of [...container.children]) if (!wanted.has(section.id)) section.remove();
  let place = container.firstElementChild;
  for (const round of rounds) {
    const section = container.querySelector(`#results-${round.id}`) ?? rowTemplate(`counted-${round.method}`);
    draw(section, view, round);
    if (place === section) place = section.nextElementSibling;
    else container.insertBefore(section, place);
  }
}

function draw(section, view, round) {
  const tally = view.tallies[round.id];
  const rows = tops(view, round);
  const open = round.state === "open";
  const matrix = tally.breakdowns ? matrixOf(view, round, tally, rows) : { keys: [], rows: [] };
  const isShown = matrix.rows.some(({ cells }) => cells.some(({ hidden }) => !hidden));
  const { given } = methodOf(round);
  const leaders = rows.filter(({ place, parts: [first] }) => place === 1 && first);
  fill(section, {
    ...roundValues(view, round),
    anchor: `results-${round.id}`,
    titled: `results-${round.id}-title`,
    open,
    called: calledLater(round) ? word("called_then", { time: stamp(round.called_at) }) : "",
    voted: tally.voters,
    number_of_goals: rows.length,
    total: rows.flatMap(({ cells }) => given.map((name) => cells[name])).reduce((one, other) => one + other, 0),
    ...namedColumns(round),
    ...besides(round, rows, tally),
    voters: word("voted", { num: tally.voters }),
    leaders: leaders.length <= MOST_LEADERS ? leaders : [],
    sharing: leaders.length > MOST_LEADERS ? word("sharing", { num: leaders.length }) : "",
    rows,
    by_theme: themeSums(view, round, rows),
    broken: isShown,
    all_hidden: matrix.keys.length && !isShown,
    small: round.secrecy === "named" ? "" : word("small", { num: round.threshold }),
    together: round.secrecy === "secret" && !open,
    ballots: ballotsOf(view, round, tally.ballots ?? []),
    commitment: round.commitment,
    salt: round.salt,
  });
  drawMatrix(section.querySelector(".results-bodies"), view, isShown ? matrix : { keys: [], rows: [] });
  drawBesides(section, rows, tally);
}

// The head of a row stands among its cells, and so is filled by itself.
function drawMatrix(place, view, { keys, rows }) {
  listed(place.querySelector("thead tr"), keys.map((key) => bodyOf(view, key)), "matrix-body");
  listed(place.querySelector("tbody"), rows, "matrix-row");
  for (const row of place.querySelectorAll("tbody tr")) {
    const found = rows.find(({ id }) => String(id) === row.dataset.id);
    fill(row.querySelector("th"), found);
    listed(row, found.cells, "matrix-cell");
  }
}

function matrixOf(view, round, { breakdowns }, rows) {
  const broken = (id) => breakdowns.body[id] ?? {};
  const keys = [...new Set(rows.flatMap(({ id }) => Object.keys(broken(id))))];
  const cellOf = (cells, key) => {
    const words = cells[key] ? methodOf(round).bar.map((name) => figureWords(round, cells[key], name)).join("–") : "";
    const hidden = !cells[key];
    return { id: key || "none", words, hidden, hides: hidden || null, revision: words };
  };
  return {
    keys,
    rows: rows.map(({ id, number, title, untitled, revision, ...row }) => {
      const since = Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith("since_")));
      const cells = keys.map((key) => cellOf(broken(id), key));
      return { id, number, title, untitled, ...since, cells, revision: `${revision}/${cells.map(({ words }) => words).join("/")}` };
    }),
  };
}

function bodyOf(view, key) {
  const body = view.bodies.find((one) => one.key === key);
  return { id: key || "none", body: body?.title ?? word(key ? "removed_body" : "no_body"), revision: body?.revision ?? 0 };
}

function ballotsOf(view, round, ballots) {
  const called = view.calledGoals(round);
  return ballots.map(({ name, body_id: id, choices }, place) => {
    const body = view.body(id);
    const chosen = called
      .filter((goal) => goal.id in choices)
      .map((goal) => ({ ...calledValues(goal), id: goal.id, words: choiceWords(round, choices[goal.id]), revision: goal.revision }));
    const revision = [body?.revision ?? 0, ...chosen.map(({ id: goal, revision: of }) => `${goal}:${of}`)].join("/");
    return { id: place + 1, name, body: body?.title, choices: chosen, revision };
  });
}

// Whether titles and numbers were kept later than the round was closed, by a version that had not kept them.
function calledLater({ called_at: called, closed_at: closed }) {
  return called && called !== closed;
}
