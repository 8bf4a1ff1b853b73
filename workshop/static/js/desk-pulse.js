// The pulse of the room. The server's twin is web/pages/pulse.py.

import { fill } from "./fill.js";
import { live } from "./live.js";
import { word } from "./words.js";

const card = document.getElementById("pulse");

/** Brings the figures up to date; `round` is the present one. */
export function drawPulse(seen, round) {
  const voting = round?.kind === "vote" && round.now === "open";
  const voted = voting ? seen.turnouts[round.id] : undefined;
  const voters = seen.participants.filter(({ role }) => role !== "observer").length;
  const goals = authorsOf(seen, "goal", seen.goals);
  const comments = authorsOf(seen, "comment", seen.comments);
  fill(card, {
    present: live.state === "online" ? live.presence : null,
    joined: seen.participants.length,
    goals: seen.goals.size,
    proposers: word("from_people", { num: goals }),
    comments: seen.comments.size,
    commenters: word("from_people", { num: comments }),
    voting,
    told: voted !== undefined,
    turnout: voting ? turnoutWords(round, voted, voters) : "",
    voted: voted ?? 0,
    voters: voters || 1,
    bodies: bodies(seen),
  });
}

function turnoutWords({ secrecy, threshold }, voted, voters) {
  if (voted === undefined) return word("secret_voters");
  if (secrecy === "named") return word("of_voters", { num: voted, all: voters });
  if (voted) return word("least_voters", { num: voted, all: voters });
  return word("few_voters", { num: threshold, all: voters });
}

function authorsOf(seen, noun, things) {
  const authors = [...things.keys()].map((id) => seen.authors.get(`${noun}/${id}`));
  return new Set(authors.filter((author) => author !== undefined)).size;
}

function bodies(seen) {
  const offered = new Set(seen.bodies.map(({ id }) => id));
  const count = (things) => {
    const numbers = new Map();
    for (const { body_id: id } of things) {
      const body = offered.has(id) ? id : 0;
      numbers.set(body, (numbers.get(body) ?? 0) + 1);
    }
    return numbers;
  };
  const [joined, goals] = [count(seen.participants), count(seen.goals.values())];
  return [...seen.bodies, { id: 0, title: word("no_body"), revision: 0 }]
    .map(({ id, title, revision }) => ({ id, title, joined: joined.get(id) ?? 0, goals: goals.get(id) ?? 0, of: revision }))
    .filter((row) => row.joined || row.goals)
    .map((row) => ({ ...row, revision: `${row.joined}/${row.goals}/${row.of}` }));
}
