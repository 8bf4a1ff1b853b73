// What goals, measures and comments have in common where they are shown: whose they are, and how far they have come.

import { word } from "../language/words.js";

/** The values of the line that says whether a goal goes on or is set aside, and why, and whether it was adopted. */
export function markValues({ mark, mark_reason: reason, adopted }) {
  return { marked: mark || adopted, shortlisted: mark === "shortlist", aside: mark === "aside", "goal-put-aside": mark === "aside", mark_reason: reason, adopted };
}

/** The values of a measure's line. */
export function measureValues(measure) {
  return {
    ...measure,
    byWhom: [measure.by, measure.responsible, measure.time_frame].some((texts) => Object.keys(texts).length),
    type: measure.type ? word(`measure_type_${measure.type}`) : "",
    status: measure.status === "planned" ? "" : word(`status_${measure.status}`),
  };
}

/** Whose a contribution is: the body that its author speaks for; those who lead may have the name shown too. */
export function whose(view, noun, thing) {
  const mine = view.isMine(noun, thing);
  const named = !mine && "names" in document.body.dataset;
  const author = !named ? "" : (view.author(noun, thing)?.name ?? "");
  const body = view.body(thing.body_id)?.title ?? {};
  const whence = whenceOf(thing);
  return { mine, sealed: thing.sealed && !thing.waits, waits: thing.waits, author, body, whence, whose: mine || author || whence || Object.keys(body).length > 0 };
}

// From a table, or from somebody whom a facilitator heard, as language/whence.py says it.
function whenceOf({ table, told_by: told }) {
  if (table) return word("whence_table", { name: table.name, num: table.people });
  return told ? `${word("whence_told")} ${told.name ?? ""}`.trim() : "";
}
