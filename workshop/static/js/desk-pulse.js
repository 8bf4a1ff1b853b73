// The pulse of the room.

import { pulseOf } from "./desk-figures.js";
import { fill } from "./fill.js";
import { live } from "./live.js";
import { word } from "./words.js";

const card = document.getElementById("pulse");

/** Brings the figures of a workshop up to date; `round` is the present one. */
export function drawPulse(seen, workshop, round) {
  const { people, voted, entitled: voters, ...figures } = pulseOf(seen, workshop, round);
  const voting = round?.kind === "vote" && round.now === "open";
  const present = live.state === "online" ? live.present : null;
  fill(card, {
    ...figures,
    counted: present !== null,
    present: people.filter(({ id }) => present?.has(id)).length,
    proposers: word("from_people", { num: figures.proposers }),
    commenters: word("from_people", { num: figures.commenters }),
    voting,
    told: voting && voted !== null,
    turnout: voting ? turnoutWords(round, voted, voters) : "",
    voted: voted ?? 0,
    voters,
    most: voters || 1,
    bodies: figures.bodies.map(bodyValues),
    ...fullness(seen),
  });
}

function bodyValues({ body, joined, goals }) {
  return { id: body?.id ?? 0, title: body?.title ?? word("no_body"), joined, goals, revision: `${joined}/${goals}/${body?.revision ?? 0}` };
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

function turnoutWords({ secrecy, threshold }, voted, voters) {
  if (voted === null) return word("secret_voters");
  if (secrecy === "named") return word("of_voters", { num: voted, all: voters });
  if (voted) return word("least_voters", { num: voted, all: voters });
  return word(voters < threshold ? "fewer_voters" : "few_voters", { num: threshold, all: voters });
}
