// The docks of the forms that add or change something: begun, sent, waiting for the network, saved, and the ways on.

import { dockOf, leadToDock, setDock } from "../forms/docks.js";
import { isBegun, leaveDraft } from "../forms/forms.js";
import { typedIn } from "../forms/shown.js";
import { when } from "../language/clock.js";
import { word } from "../language/words.js";
import { live } from "../live/live.js";
import { listed, say } from "../render/fill.js";
import { outbox } from "../storage/outbox.js";

const DOCKED = "form:not(.ballot):has(> .dock)";
const UNSAVED = ["waiting", "signed_out"];
const UNSENT = ["send", "undo", "cancel"];
const ACTS = { empty: ["send", "cancel"], draft: UNSENT, refused: UNSENT, sent: ["show", "another"], sending: [], waiting: ["another", "cancel"], closed: [] };
const receipts = new Map();

/** Lets the docks say how things stand, from now on. */
export function takeDocks() {
  for (const name of ["input", "change", "restored"]) document.addEventListener(name, ({ target }) => showOne(docked(target)));
  // What they hold, and what is said to be wrong in them, is another when they were dealt with.
  for (const name of ["reset", "refused"]) document.addEventListener(name, ({ target }) => setTimeout(() => showOne(docked(target))));
  document.addEventListener("acknowledged", ({ detail }) => keep(detail));
  document.addEventListener("saved", ({ target }) => docked(target) && !typedIn(target).length && leadToDock(target));
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", typed);
  outbox.on(showDocks);
  live.on(showDocks);
}

function showDocks() {
  for (const form of document.querySelectorAll(DOCKED)) showOne(form);
}

function showOne(form) {
  if (!form) return;
  const dock = dockOf(form);
  const waiting = outbox.unsent.filter((entry) => entry.form === form.id);
  const state = stateOf(form, waiting.length);
  if (["draft", "refused"].includes(state)) receipts.delete(form.id);
  const receipt = receipts.get(form.id);
  if (receipt) dock.querySelector("[data-act=show]").setAttribute("href", receipt.path);
  setDock(dock, state, sentence(state, receipt, dock), ACTS[state]);
  showCards(dock.querySelector("[data-cards]"), isCutOff() ? waiting : []);
}

// What waits for the network stands here until it is gone, since it left its fields and is nowhere else yet.
function showCards(place, waiting) {
  place.hidden = !waiting.length;
  listed(place, waiting.map(({ key, title }) => ({ id: key, revision: 0, title })), "dock-card");
}

function stateOf(form, waiting) {
  if (form.closest("[data-over]")) return "closed";
  if (!form.querySelector("[data-refused]").hidden) return "refused";
  // What was changed still stands in its fields while it is on its way.
  if (waiting && !isBegun(form)) return isCutOff() ? "waiting" : "sending";
  if (typedIn(form).length) return "draft";
  if (waiting) return isCutOff() ? "waiting" : "sending";
  return receipts.has(form.id) ? "sent" : "empty";
}

function isCutOff() {
  return live.state === "offline" || UNSAVED.includes(outbox.state);
}

function sentence(state, receipt, dock) {
  if (state === "empty") return "";
  if (state === "draft" && dock.querySelector("[data-act=undo]")) return word("ballot_changed");
  return word(`dock_${state}`, { when: state === "sent" && when(new Date(receipt.time).toISOString()) });
}

function keep({ form, result }) {
  const noun = ["comment", "measure", "goal"].find((each) => result[`${each}_id`]);
  // A form at its place goes when it is saved, and its next one begins anew.
  if (!noun || document.getElementById(form)?.matches(".placed")) return;
  const id = result[`${noun}_id`];
  receipts.set(form, { time: outbox.savedAt, path: pathOf(noun, id) });
  showOne(docked(document.getElementById(form)));
}

// A measure that was proposed away from its goal's page stands there.
function pathOf(noun, id) {
  const place = `#${noun}-${id}`;
  const elsewhere = noun === "measure" && !document.querySelector(".page.goal") && live.snapshot?.measures.find((one) => one.id === id);
  const goal = noun === "goal" ? id : elsewhere && elsewhere.goal_id;
  return goal ? `/c/${live.slug}/goals/${goal}${place}` : place;
}

function docked(target) {
  return target?.closest?.(DOCKED);
}

function pressed(event) {
  const way = event.target.closest(".dock [data-act]");
  if (!docked(way)) return;
  if (way.dataset.act === "another") begin(docked(way));
  if (way.dataset.act === "show") show(event, way);
  if (way.dataset.act === "undo") undo(docked(way));
}

function undo(form) {
  leaveDraft(form);
  form.reset();
}

// Who types on while the receipt has the focus means the next one.
function typed({ target, key, ctrlKey, metaKey, altKey }) {
  const means = target.matches(".dock") && key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
  if (means && docked(target) && ["sent", "waiting"].includes(target.dataset.dock)) begin(docked(target));
}

function begin(form) {
  receipts.delete(form.id);
  showOne(form);
  form.querySelector("textarea").focus();
}

// What stands on this page is shown here; else the link is followed.
function show(event, { hash }) {
  const there = document.getElementById(hash.slice(1));
  if (!there) return;
  event.preventDefault();
  there.scrollIntoView({ block: "center" });
  (there.querySelector("a") ?? there).focus({ preventScroll: true });
}
