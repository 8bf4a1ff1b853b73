// What stands about saving on a page: saved, saving, waiting, offline, refused.

import { clockTime } from "./clock.js";
import { fill, listed } from "./fill.js";
import { firstField, formOf, hasForm } from "./forms.js";
import { live } from "./live.js";
import { outbox } from "./outbox.js";
import { changesIn, putBack } from "./shown.js";
import { announce, word } from "./words.js";

const line = document.getElementById("sync");
const refusals = document.getElementById("refusals");
let shown = "";
let cutOff = false;

/** Begins to show whether everything is saved, and what was refused. */
export function showSync() {
  outbox.on(draw);
  live.on(draw);
  refusals.addEventListener("click", pressed);
}

function draw() {
  const state = stateNow();
  const words = state && sentence(state);
  line.hidden = !words;
  line.className = `sync ${state}`;
  fill(line, { words });
  if (state !== shown && ["waiting", "offline", "signed_out", "gone"].includes(state)) announce(words);
  if (shown === "offline" && live.state === "online") announce(word("online"));
  // What came through for the one comes through for the other, and need not wait for its own next try.
  if (cutOff && live.state === "online") outbox.hurry();
  cutOff = live.state === "offline";
  shown = state;
  refusals.hidden = !outbox.refused.length;
  listed(refusals.querySelector("ul"), outbox.refused.map(refusal), "refusal", (one) => one, ({ id }) => id);
}

function stateNow() {
  if (live.state === "gone") return "gone";
  if (["waiting", "signed_out"].includes(outbox.state)) return outbox.state;
  if (live.state === "offline") return outbox.waiting ? "waiting" : "offline";
  return outbox.state;
}

function sentence(state) {
  return word(state, { num: outbox.waiting, time: outbox.savedAt && clockTime(outbox.savedAt) });
}

function refusal(entry) {
  const faults = Object.values(entry.refusal?.errors ?? {}).map(({ message }) => message);
  const reason = [entry.refusal?.title, ...faults].join(" ");
  return { id: entry.key, reason, text: entry.title, form: hasForm(entry.form) };
}

function pressed({ target }) {
  const key = target.closest("li")?.dataset.id;
  const entry = outbox.refused.find((one) => one.key === key);
  if (!entry || !target.matches("button")) return;
  const form = "back" in target.dataset && formOf(entry.form);
  if (form) {
    putBack(form, changesIn(entry.fields));
    form.dispatchEvent(new Event("input", { bubbles: true }));
    firstField(form)?.focus();
  }
  outbox.forget(key);
}
