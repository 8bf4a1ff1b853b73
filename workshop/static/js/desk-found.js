// The contributions that those who lead look for. The server's twin is workshop/web/pages/contributions.py.

import { called } from "./apart.js";
import { fold, lookAlikes } from "./reading.js";
import { textIn } from "./words.js";

const NOUNS = { goals: "goal", measures: "measure", comments: "comment" };

/** The goals, measures, comments or what is `hidden`, narrowed down, the newest first; `theme` is 0 for all. */
export function foundIn(seen, names, show, { text = "", theme = 0, mine = false }) {
  const narrowed = { text: fold(text), theme, mine };
  return thingsOf(seen, show).filter((thing) => matches(seen, names, show, thing, narrowed));
}

/** What is hidden, the newest last. */
export function hidingsOf(seen) {
  return (seen.snapshot.hidings ?? []).filter(({ removed }) => !removed);
}

/** The goal that a contribution is or stands on. */
export function goalOf(seen, noun, thing) {
  if (noun === "goal") return thing;
  return seen.goals.get(thing.goal_id ?? seen.measures.get(thing.measure_id).goal_id);
}

/** The names of those who wrote, by noun and id: looked up so often that finding each among hundreds would take long. */
export function namesOf(seen) {
  const alike = lookAlikes(seen.participants);
  const names = new Map(seen.participants.map((one) => [one.id, called(one, alike)]));
  return (noun, id) => names.get(seen.authors.get(`${noun}/${id}`)) ?? "";
}

function thingsOf(seen, show) {
  return (show === "hidden" ? hidingsOf(seen) : [...seen[show].values()]).reverse();
}

/** The noun of what a list shows: that of the list, or of what is hidden. */
export function nounOf(show, thing) {
  return NOUNS[show] ?? thing.kind;
}

function matches(seen, names, show, thing, { text, theme, mine }) {
  const noun = nounOf(show, thing);
  const id = thing.thing_id ?? thing.id;
  if (mine && !seen.mine[noun].has(id)) return false;
  // Of what is hidden only the texts are kept, not where it stood.
  if (theme && show !== "hidden" && goalOf(seen, noun, thing).theme_id !== theme) return false;
  if (!text) return true;
  const body = textIn(seen.body(thing.body_id)?.title)[0];
  const said = [...Object.values(thing.texts ?? thing.title ?? thing.text), names(noun, id), body, thing.reason ?? ""];
  return said.map(fold).join("\n").includes(text);
}
