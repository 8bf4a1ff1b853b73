// Counted rounds in full, as `results/_count.html` shows them: figures, by body, who voted what, the proof.

import { stamp } from "../language/clock.js";
import { beside, channelsOf } from "../view/channels.js";
import { calledValues, themeSums, tops } from "../view/counts.js";
import { fill, rowTemplate } from "../render/fill.js";
import { besides, drawBesides, namedColumns } from "./besides.js";
import { choiceWords, methodOf } from "../view/methods.js";
import { roundValues } from "../view/rounds.js";
import { drawMatrices, reachedValues } from "./groups.js";
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
  const channels = channelsOf(tally);
  const rows = tops(view, round).map((row) => {
    const own = beside(round, tally, row.id);
    return { ...row, ...own, revision: [row.revision, ...Object.values(own)].join("/") };
  });
  const open = round.state === "open";
  const { given } = methodOf(round);
  const leaders = rows.filter(({ place, parts: [first] }) => place === 1 && first);
  const named = tally.ballots ?? [];
  const most = Number(section.querySelector("[data-list=ballots]").dataset.most);
  fill(section, {
    ...roundValues(view, round),
    anchor: `results-${round.id}`,
    titled: `results-${round.id}-title`,
    open,
    narrow: round.subject === "goals" && !open ? `/c/${view.slug}/rounds/${round.id}/shortlist` : "",
    called: calledLater(round) ? word("called_then", { time: stamp(round.called_at) }) : "",
    voted: tally.voters === 0 ? "0" : tally.voters,
    left: tally.left,
    number_of_goals: rows.length + (tally.left ?? 0),
    total: rows.flatMap(({ cells }) => given.map((name) => cells[name])).reduce((one, other) => one + other, 0),
    ...namedColumns(round),
    ...besides(round, rows, tally),
    voters: votedWords(tally),
    ...Object.fromEntries(["device", "paper", "hands"].flatMap((name) => [[`channel_${name}`, (channels[name] ?? null) !== null], [`voted_${name}`, channels[name] ?? ""]])),
    apart: channels.paper === null,
    leaders: leaders.length <= MOST_LEADERS ? leaders : [],
    sharing: leaders.length > MOST_LEADERS ? word("sharing", { num: leaders.length }) : "",
    rows,
    as_one: asOne(view, round, rows),
    by_theme: themeSums(view, round, rows),
    ...reachedValues(view, round, tally),
    together: round.secrecy === "secret" && !open && !tally.left,
    ballots: ballotsOf(view, round, named.slice(0, most)),
    more_ballots: named.length + (tally.more_ballots ?? 0) > most,
    commitment: round.commitment,
    salt: round.salt,
    paper: round.paper,
    proven: round.salt || round.paper_proof,
  });
  drawMatrices(section.querySelector("[data-matrices]"), view, round, tally, rows);
  drawBesides(section, rows, tally);
}

// Of each family how many voted for any of its goals, and for each of these.
function asOne(view, { id: round }, rows) {
  const families = [...view.goals.values()].filter(({ superseded, as_one: told }) => superseded !== "undone" && told[round]);
  return families.map(({ id, number, title, as_one: told, revision }) => {
    const of = rows.filter((row) => told[round].goal_ids.includes(row.id));
    const each = of.map((row) => ({ id: row.id, number: row.number, voters: row.cells.voters ?? Object.values(row.cells)[0], revision }));
    return { id, number, title, path: `/c/${view.slug}/goals/${id}`, voters: told[round].voters, each, revision };
  });
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
