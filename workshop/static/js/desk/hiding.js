// Hiding one thing by one key, without a question: its reason is asked for afterwards, beside the way back.

import { fill } from "../render/fill.js";

const form = document.getElementById("hide_at_once");
let held = null;

/** Hides what `values` are of at once, unless people vote on it: then a dialog must ask. Says whether it did. */
export function hideAtOnce(slug, { name, values } = {}) {
  if (!values || values.voted_on || form.hasAttribute("aria-busy")) return false;
  const noun = name.split("_")[1];
  held = { name, values };
  fill(form, { action: `/api/v1/consultations/${slug}/do/${name}`, field: `${noun}_id`, number: values.id, revision: values.expect });
  form.requestSubmit();
  return true;
}

/** Calls `hidden(name, values, answer)` when it is done. */
export function takeHiding(hidden) {
  form.addEventListener("saved", ({ detail }) => hidden(held.name, held.values, detail));
}
