// The pulse of the room. The server's twin is web/pages/pulse.py.

import { fill } from "./fill.js";
import { live } from "./live.js";
import { word } from "./words.js";

const card = document.getElementById("pulse");

/** Brings the figures of a workshop up to date; `round` is the present one. */
export function drawPulse(seen, workshop, round) {
  const voting = round?.kind === "vote" && round.now === "open";
  const voted = voting ? seen.turnouts[round.id] : undefined;
  const people = seen.peopleOf(workshop).filter(({ role }) => role !== "facilitator");
  const here = people.filter(({ invited }) => !invited);
  const [own, comments] = [seen.goalsOf(workshop), commentsOf(seen, workshop)];
  const voters = entitled(seen, people, round, voted);
  const present = live.state === "online" ? live.present : null;
  fill(card, {
    invited: people.length - here.length,
    joined: here.length,
    counted: present !== null,
    present: people.filter(({ id }) => present?.has(id)).length,
    goals: own.length,
    proposers: word("from_people", { num: authorsOf(seen, "goal", own.map(({ id }) => id)) }),
    comments: comments.length,
    commenters: word("from_people", { num: authorsOf(seen, "comment", comments) }),
    voting,
    told: voted !== undefined,
    turnout: voting ? turnoutWords(round, voted, voters) : "",
    voted: voted ?? 0,
    voters,
    most: voters || 1,
    bodies: bodies(seen, here, own),
    ...fullness(seen),
  });
}

// How much there is of what little room is left for; how long all texts are, only the server knows. Its twin is
// web/pages/nearly_full.py.
function fullness({ goals, measures, comments }) {
  const { goals: few, measures: some, comments: many, texts } = card.dataset;
  const near = [goals.size >= few, measures.size >= some, comments.size >= many];
  const [near_goal, near_measure, near_comment] = near;
  const held = { held_goal: goals.size, held_measure: measures.size, held_comment: comments.size };
  return { near: texts !== undefined || near.includes(true), near_goal, near_measure, near_comment, ...held };
}

// Members, and of those who lead whoever has voted, as far as one can know it of others.
function entitled(seen, people, round, voted) {
  const members = people.filter(({ role }) => role === "member").length;
  return Math.max(members + (seen.leads && seen.voted.has(round?.id) ? 1 : 0), voted ?? 0);
}

function turnoutWords({ secrecy, threshold }, voted, voters) {
  if (voted === undefined) return word("secret_voters");
  if (secrecy === "named") return word("of_voters", { num: voted, all: voters });
  if (voted) return word("least_voters", { num: voted, all: voters });
  return word(voters < threshold ? "fewer_voters" : "few_voters", { num: threshold, all: voters });
}

function commentsOf(seen, workshop) {
  const own = new Set(seen.peopleOf(workshop).map(({ id }) => id));
  const elsewhere = new Set(seen.participants.map(({ id }) => id).filter((id) => !own.has(id)));
  return [...seen.comments.keys()].filter((id) => !elsewhere.has(seen.authors.get(`comment/${id}`)));
}

function authorsOf(seen, noun, numbers) {
  const authors = numbers.map((id) => seen.authors.get(`${noun}/${id}`));
  return new Set(authors.filter((author) => author !== undefined)).size;
}

function bodies(seen, people, goals) {
  const offered = new Set(seen.bodies.map(({ id }) => id));
  const count = (things) => {
    const numbers = new Map();
    for (const { body_id: id } of things) {
      const body = offered.has(id) ? id : 0;
      numbers.set(body, (numbers.get(body) ?? 0) + 1);
    }
    return numbers;
  };
  const [joined, proposed] = [count(people), count(goals)];
  return [...seen.bodies, { id: 0, title: word("no_body"), revision: 0 }]
    .map(({ id, title, revision }) => ({ id, title, joined: joined.get(id) ?? 0, goals: proposed.get(id) ?? 0, of: revision }))
    .filter((row) => row.joined || row.goals)
    .map((row) => ({ ...row, revision: `${row.joined}/${row.goals}/${row.of}` }));
}
