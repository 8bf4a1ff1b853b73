// A round in words, as the partials of rounds show it.

import { timeLeft, when } from "../language/clock.js";
import { linkParts } from "../language/links.js";
import { language, textIn, word } from "../language/words.js";
import { asksForMeasures } from "./rules.js";
import { mayVoteIn, votersOf } from "./terms.js";

/** What a round asks of the reader now, by the name of the row template that says it; null: no round. */
export function askingOf(view, round) {
  if (!round || (round.state === "closed" && (round.kind !== "vote" || round.practice))) return "none";
  if (round.state === "closed" || round.state === "revealed") return view.tallies[round.id] ? "revealed" : "closed";
  if (round.state === "planned") return "planned";
  if (round.kind === "results" || round.kind === "pause") return round.kind;
  if (view.me.role === "observer" && !round.practice) return "observer";
  if (round.kind === "vote" && !mayVoteIn(view, round)) return "outside";
  if (view.onPaper.has(round.id)) return "paper";
  if (asksForMeasures(round)) return "measures";
  return round.secrecy === "secret" && view.voted.has(round.id) ? "voted" : round.kind;
}

/** A word for the kind of a round, by the prefix of its name: of proposing and voting there is one for measures too. */
export function wordOfKind(prefix, { kind, subject }) {
  const own = subject === "measures" && (kind === "propose" || kind === "vote");
  return word(`${prefix}_${kind}${own ? "_measures" : ""}`);
}

/** Until when, since when, or from when. */
export function untilOf(round) {
  const [name, time] = {
    open: round.paused_at ? ["open_stopped"] : round.closes_at ? ["closes", round.closes_at] : ["open_by_hand"],
    planned: round.opens_at ? ["opens", round.opens_at] : ["not_open"],
    closed: round.closed_at ? ["closed_at", round.closed_at] : ["closed"],
    revealed: ["shown_at", round.revealed_at],
  }[round.state === "revealed" && round.withheld ? "closed" : round.state];
  return word(name, { when: time && when(time) });
}

// Of several halls the one whose page this is; elsewhere the server knows it from who proposes.
function hallOf({ workshop_ids: ids }) {
  const here = Number(document.body.dataset.workshop);
  return ids.includes(here) ? here : ids.length === 1 ? ids[0] : "";
}

// Each part is a row of its own: plain words, or a link.
function instructionsOf({ instructions }) {
  const [text, lang] = textIn(instructions);
  const parts = linkParts(text).map(([said, address], id) => ({ id, words: address ? "" : said, address, revision: said }));
  return { instructions: parts, instructions_lang: lang === language ? null : lang };
}

/** The values that the partials of a round are filled with. */
export function roundValues(view, round) {
  return {
    id: round.id,
    anchor: `round-${round.id}`,
    titled: `round-${round.id}-title`,
    sign: round.kind,
    kind: wordOfKind("kind", round),
    title: round.title,
    on_goals: round.subject === "goals",
    on_measures: round.subject === "measures",
    until: untilOf(round),
    ...instructionsOf(round),
    voters_only: votersOf(view, round),
    workshop_id: hallOf(round),
    opened: round.opened_at ?? round.opens_at ?? "",
    closes: round.state === "open" && !round.paused_at ? (round.closes_at ?? "") : "",
    stopped: round.state === "open" && round.paused_at ? word("stopped", { left: timeLeft(round.closes_at, Date.parse(round.paused_at)) }) : "",
    covered: view.themes.filter(({ id }) => round.theme_ids.includes(id)).map(({ title }) => textIn(title)[0]).join(", "),
    withheld: round.withheld,
    few: round.withheld ? word("few_voted", { num: round.threshold }) : "",
    results: `/c/${view.slug}/results#results-${round.id}`,
  };
}
