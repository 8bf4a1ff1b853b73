// What stands about saving on a page: saved, saving, waiting, offline, refused; and the ways out where nothing comes through.

import { clockTime } from "../language/clock.js";
import { fill, listed } from "../render/fill.js";
import { firstField, formOf, hasForm } from "../forms/forms.js";
import { live } from "../live/live.js";
import { outbox } from "../storage/outbox.js";
import { changesIn, putBack } from "../forms/shown.js";
import { keepInSight, placeAnew } from "./sync-place.js";
import { announce, word } from "../language/words.js";

const ANNOUNCED = ["trying", "waiting", "offline", "signed_out", "gone"];
const line = document.getElementById("sync");
const ways = document.getElementById("sync-ways");
const refusals = document.getElementById("refusals");
let shown = "";
let cutOff = false;

/** Begins to show whether everything is saved, and what was refused. */
export function showSync() {
  keepInSight();
  outbox.on(draw);
  live.on(draw);
  refusals.addEventListener("click", pressed);
  ways.querySelector("[data-again]").addEventListener("click", () => outbox.hurry());
  ways.querySelector("[data-take]").addEventListener("click", take);
}

function draw() {
  const state = stateNow();
  const words = state && sentence(state);
  line.hidden = !words;
  line.className = `sync ${state}${isHeld(state) ? " held" : ""}`;
  fill(line, { words });
  drawWays(state);
  if (state !== shown && ANNOUNCED.includes(state)) announce(words);
  if (shown === "offline" && live.state === "online") announce(word("online"));
  // What came through for the one comes through for the other, and need not wait for its own next try.
  if (cutOff && live.state === "online") outbox.hurry();
  cutOff = live.state === "offline";
  shown = state;
  refusals.hidden = !outbox.refused.length;
  listed(refusals.querySelector("ul"), outbox.refused.map(refusal), "refusal", (one) => one, ({ id }) => id);
  placeAnew();
}

function stateNow() {
  if (live.state === "gone") return "gone";
  if (["waiting", "signed_out"].includes(outbox.state)) return outbox.state;
  if (live.state === "offline") return outbox.waiting ? "waiting" : "offline";
  return outbox.state;
}

// What a reload would lose is said for as long as it would.
function isHeld(state) {
  return outbox.held && !["", "saved", "gone"].includes(state);
}

function sentence(state) {
  const said = word(state, { num: outbox.waiting, time: outbox.savedAt && clockTime(outbox.savedAt) });
  return isHeld(state) ? `${said} ${word("held")}` : said;
}

// After a long wait a message is not enough: one may copy what one wrote, and is told whether one may leave the page.
function drawWays(state) {
  ways.hidden = !outbox.stuck || state === "gone";
  if (ways.hidden) return;
  fill(ways, { safe: word(outbox.held ? "stuck_held" : "stuck_kept") });
  ways.querySelector("[data-take]").hidden = !textOf(outbox.unsent);
}

// Where a page may not copy, as on a hall's plain http, the text area still can, and shows what there is to take.
async function take({ target }) {
  const area = ways.querySelector("textarea");
  area.value = textOf(outbox.unsent);
  area.hidden = false;
  area.select();
  const copied = navigator.clipboard?.writeText(area.value) ?? Promise.reject();
  await copied.catch(() => document.execCommand("copy"));
  target.textContent = word("copied");
  announce(word("copied"));
}

function textOf(entries) {
  return entries.map(({ title }) => title).filter(Boolean).join("\n\n");
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
