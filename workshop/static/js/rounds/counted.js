// Counted rounds in full, as `results/_count.html` shows them: figures, by body, who voted what, the proof.

import { stamp } from "../language/clock.js";
import { calledValues, tops } from "../view/counts.js";
import { fill, listed, rowTemplate } from "../render/fill.js";
import { choiceWords } from "../view/methods.js";
import { roundValues } from "../view/rounds.js";
import { word } from "../language/words.js";

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
  const groups = tally.breakdowns ? groupsOf(view, tally, rows) : [];
  const open = round.state === "open";
  fill(section, {
    ...roundValues(view, round),
    anchor: `results-${round.id}`,
    titled: `results-${round.id}-title`,
    open,
    called: calledLater(round) ? word("called_then", { time: stamp(round.called_at) }) : "",
    voters: word("voted", { num: tally.voters }),
    rows,
    broken: groups,
    small: round.secrecy === "named" ? "" : word("small", { num: round.threshold }),
    together: round.secrecy === "secret" && !open,
    ballots: ballotsOf(view, round, tally.ballots ?? []),
    commitment: round.commitment,
    salt: round.salt,
  });
  drawGroups(section.querySelector(".bodies"), groups, round.method);
}

// The head of a group stands among its rows, and so is filled by itself.
function drawGroups(table, groups, method) {
  listed(table, groups, `group-${method}`);
  for (const group of table.querySelectorAll("tbody")) {
    fill(group.querySelector(".results-group"), groups.find(({ id }) => String(id) === group.dataset.id));
  }
}

function groupsOf(view, { goals, breakdowns }, rows) {
  const groups = rows.map(({ id, number, title, untitled, revision }) => ({
    id,
    number,
    title,
    untitled,
    bodies: Object.entries(breakdowns.body[id] ?? {}).map(([key, cells]) => bodyOf(view, key, cells, Object.keys(goals[id]))),
    revision: `${revision}/${view.bodies.map((body) => body.revision).join("/")}`,
  }));
  return groups.filter(({ bodies }) => bodies.length);
}

function bodyOf(view, key, cells, names) {
  const body = view.bodies.find((one) => one.key === key);
  const figures = Object.fromEntries(names.map((name) => [name, cells?.[name] ?? ""]));
  const revision = `${body?.revision ?? 0}/${Object.values(figures).join("/")}`;
  return { ...figures, id: key || "none", body: body?.title ?? word(key ? "removed_body" : "no_body"), hidden: cells === null, revision };
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
