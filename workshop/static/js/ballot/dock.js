// The dock of a ballot says what of it is stored, what is not, and what to do: what is on the screen is stored, or not said to be.

import { chosenIn, chosenRows, isChanged, isInOrder, limit, showOnlyChosen, spentIn } from "./fields.js";
import { now, when } from "../language/clock.js";
import { live } from "../live/live.js";
import { methodOf } from "../view/methods.js";
import { listed, say } from "../render/fill.js";
import { outbox } from "../storage/outbox.js";
import { receiptOf } from "./receipts.js";
import { dockOf, leadToDock, setDock } from "../forms/docks.js";
import { announce, word } from "../language/words.js";

const URGENT_MS = 60000;
const MOST_TOKENS = 10;
// What may still be sent in these states.
const UNSENT = ["draft", "changed", "refused"];
const UNSAVED = ["waiting", "signed_out"];
const known = new WeakMap();
const hurried = new Set();

/** Says in the dock of a form how its ballot stands; `round` and whether it is `cast` are those of the last call by default. */
export function showDock(form, facts = known.get(form)) {
  if (!facts) return;
  known.set(form, facts);
  const { round, cast } = facts;
  const state = stateOf(form, cast);
  const left = round.points ? round.points - spentIn(form) : Infinity;
  if (state !== "closed") limit(form, left, round.cap ?? Infinity);
  const dock = dockOf(form);
  say(dock.querySelector("[data-act=send]"), word(cast ? "ballot_send" : "ballot_cast"));
  showLeft(dock.querySelector("[data-left]"), form, state, round, left);
  showChosen(dock.querySelector("[data-chosen-so-far]"), form);
  showTokens(dock.querySelector("[data-tokens]"), round, left);
  setDock(dock, state, sentence(form, state, facts), actsIn(form, state, cast));
  if (!UNSENT.includes(state)) showOnlyChosen(form, false);
  hurry(form);
}

/** Says that a ballot was cast. */
export function showCast(form) {
  const facts = known.get(form);
  if (facts) showDock(form, { ...facts, cast: true });
}

/** Says why nothing is sent, at the dock, where the eye is. */
export function refuse(form, words) {
  const box = form.querySelector("[data-refused]");
  box.hidden = false;
  box.textContent = words;
  showDock(form);
  announce(words);
  leadToDock(form);
}

/** Why the ballot as it stands can't be sent; nothing where it can. */
export function hindrance(form) {
  const { round, cast } = known.get(form) ?? {};
  if (!round) return "";
  const over = round.points ? spentIn(form) - round.points : 0;
  if (over > 0) return word(`${round.method}_over`, { num: over });
  if (!isInOrder(form)) return word("ballot_unordered");
  return cast || chosenIn(form) ? "" : word("ballot_empty");
}

/** Whether a ballot that was sent is not answered yet. */
export function isUnderWay(form) {
  return form.getAttribute("aria-busy") === "true" || outbox.pending.has(form.id);
}

/** Says what became of the reader's vote in a round that is over. */
export function fateOf(view, round) {
  if (round.practice) return word("ballot_practised");
  if (view.me.role === "observer" || view.onPaper.has(round.id)) return "";
  if (!view.voted.has(round.id)) return word("ballot_not_cast");
  return timed(`ballot-${round.id}`, "ballot_counted");
}

/** Says when a vote was saved, where this browser knows. */
export function givenAt(round) {
  return receiptOf(`ballot-${round.id}`) ? timed(`ballot-${round.id}`, "ballot_given") : "";
}

/** Keeps the docks at the time: the last minute is announced to members with unsent changes. */
export function keepDocks() {
  setInterval(() => document.querySelectorAll("form.ballot").forEach(hurry), 1000);
}

function stateOf(form, cast) {
  if ("over" in form.dataset) return "closed";
  if (isUnderWay(form)) return live.state === "offline" || UNSAVED.includes(outbox.state) ? "waiting" : "sending";
  if (!form.querySelector("[data-refused]").hidden) return "refused";
  if (!cast) return "draft";
  return isChanged(form) ? "changed" : "sent";
}

function sentence(form, state, { round, cast, fate }) {
  if (state === "sent") return timed(form.id, "ballot_sent");
  if (state === "refused") return word(cast ? "ballot_refused_change" : "ballot_refused");
  if (state !== "closed") return word(`ballot_${state}`);
  if (round.state === "open") return word("ballot_elsewhere");
  const unsent = isChanged(form) && (cast || chosenIn(form));
  return unsent ? `${fate} ${word(cast ? "ballot_late" : "ballot_unsent")}` : fate;
}

function timed(form, name) {
  const receipt = receiptOf(form);
  return receipt ? word(`${name}_at`, { when: when(new Date(receipt.time).toISOString()) }) : word(name);
}

function showLeft(place, form, state, round, left) {
  const over = left < 0 && state !== "closed";
  // What was refused is said beside it, and the choices of who was too late are nobody's.
  const untold = (state === "refused" && left < 0) || (state === "closed" && isChanged(form));
  say(place, untold ? "" : over ? word(`${round.method}_over`, { num: -left }) : figures(form, state, round, left));
  place.hidden = !place.textContent;
  place.classList.toggle("over", over);
}

function figures(form, state, round, left) {
  const { method, points } = round;
  const chosen = chosenIn(form);
  if (!points) return chosen ? word(`${method}_chosen`, { num: chosen }) : "";
  if (!["sent", "closed"].includes(state)) return word(`${method}_left`, { num: left });
  const given = word(`${method}_spent`, { spent: points - left, num: points });
  return methodOf(round).points === "budget" && left > 0 ? `${given} · ${word(`${method}_ungiven`, { num: left })}` : given;
}

function actsIn(form, state, cast) {
  if (state === "closed") return ["away"];
  if (!UNSENT.includes(state)) return [];
  const ways = cast ? ["send", "undo"] : ["send"];
  return chosenIn(form) || "only" in form.dataset ? ["chosen", ...ways] : ways;
}

// What is chosen on a long ballot, of which most is out of sight.
function showChosen(place, form) {
  const many = !form.querySelector("[data-find]").hidden;
  const titles = many ? chosenRows(form).map((row) => row.querySelector("[data-field=title]").textContent) : [];
  place.hidden = !titles.length;
  say(place.querySelector("[data-chosen-titles]"), titles.join(" · "));
}

// What is left and what is given, piece by piece: the figure beside says the same.
function showTokens(place, { method, points }, left) {
  const drawn = methodOf({ method }).points === "budget" && points <= MOST_TOKENS;
  place.hidden = !drawn;
  if (drawn) listed(place, Array.from({ length: points }, (_, at) => ({ id: at + 1, given: at >= left })), "token", (one) => one, ({ given }) => given);
}

function hurry(form) {
  const { round } = known.get(form) ?? {};
  if (!round) return;
  const dock = dockOf(form);
  const rest = round.closes_at && !round.paused_at ? Date.parse(round.closes_at) - now() : Infinity;
  const urgent = rest > 0 && rest < URGENT_MS && UNSENT.includes(dock.dataset.dock);
  const line = dock.querySelector("[data-urgent]");
  if (line.hidden === urgent) line.hidden = !urgent;
  dock.classList.toggle("urgent", urgent);
  if (urgent && !hurried.has(round.id)) announce(line.textContent);
  if (urgent) hurried.add(round.id);
}
