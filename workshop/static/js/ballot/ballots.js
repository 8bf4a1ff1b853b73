// A ballot as it is filled in: its goals and choices, and what becomes of them when they are sent.

import { takeChoices } from "./choices.js";
import { answerIn, choicesIn, isChanged } from "./fields.js";
import { fateOf, hindrance, isUnderWay, keepDocks, refuse, showCast, showDock } from "./dock.js";
import { followBallot, takeMerging } from "./merge.js";
import { fill, listed, rowTemplate } from "../render/fill.js";
import { dockOf, leadToDock } from "../forms/docks.js";
import { choicesOf, clearFaults, followDraft, leaveDraft } from "../forms/forms.js";
import { measureValues } from "../contributions/whose.js";
import { live } from "../live/live.js";
import { outbox } from "../storage/outbox.js";
import { checkReceipt, keepReceipt } from "./receipts.js";
import { changesIn, putBack } from "../forms/shown.js";
import { draftOf } from "../storage/storage.js";
import { mergedBallot, titleOf } from "../view/methods.js";
import { countedBy, votersOf } from "../view/terms.js";

let underWay = new Map();
let savedAt = 0;
let isFinding = false;
// From so many rows on a ballot is long.
const LONG = 12;

/** The values of the parts of a ballot that stand around its goals. */
export function ballotValues(view, round) {
  const goals = view.ballotGoals(round).length > 0;
  const shown = round.results === "live";
  return {
    form: `ballot-${round.id}`,
    dock: `ballot-${round.id}-choices`,
    keys: `ballot-${round.id}-keys`,
    dockPath: `#ballot-${round.id}-choices`,
    points: round.points,
    cap: round.cap,
    practice: round.practice,
    question: round.question,
    threshold: round.threshold,
    everybody: !round.practice && !votersOf(view, round),
    counted_by: countedBy(view, round),
    quorum: round.quorum,
    pass_mark: round.pass_mark,
    goals,
    many: isLong(view, round),
    early: !goals && round.phase === "planned",
    bare: !goals && round.phase !== "planned",
    named: round.secrecy === "named",
    confidential: round.secrecy === "confidential",
    secret: round.secrecy === "secret",
    [`by_${round.method}`]: true,
    [`by_${round.method}_${round.points ? "limited" : "unlimited"}`]: true,
    [`by_${round.method}_${round.cap ? "capped" : "uncapped"}`]: true,
    [`by_${round.method}_${reasonsIn(round)}`]: true,
    liveSlowly: shown && round.secrecy === "confidential",
    live: shown && round.secrecy === "named",
    atClose: round.results === "at_close" || (shown && round.secrecy === "secret"),
    onReveal: round.results === "on_reveal",
    fewHidden: round.secrecy !== "named" && round.totals !== "always",
    fewShown: round.secrecy !== "named" && round.totals === "always",
  };
}

// What becomes of reasons, by the names that the partial of a way of voting with reasons knows.
function reasonsIn({ secrecy, totals }) {
  if (secrecy === "named") return "named";
  return totals === "always" ? "always" : "kept";
}

/** Brings a section with a ballot up to date: its goals, what is stored of it, and what its dock says. */
export function drawBallot(section, view, round) {
  const form = section.querySelector("form.ballot");
  const stored = view.ballots[round.id];
  form.noValidate = true;
  form.elements.form.value = form.id;
  form.querySelector("[name=checked]").required = round.secrecy === "secret";
  drawChoices(form, view, round);
  if (isLong(view, round)) void letFind(form).catch(() => {});
  // At the close the link to what is stored is cut, and what was stored stays as it was last known.
  if (stored || round.state === "open") followBallot(form, stored);
  showWaiting(form);
  const settled = !isUnderWay(form);
  if (settled && stored) checkReceipt(form.id, stored);
  // A form that is new here gets its draft back only when it is drawn.
  const stale = "drawn" in form.dataset && settled && stored && !isChanged(form);
  if (stale && draftOf(form.id).length) followDraft(form);
  form.dataset.drawn = "";
  const cast = view.voted.has(round.id) && (!stored || Object.keys(stored).length > 0);
  showDock(form, { round, cast, fate: fateOf(view, round) });
}

/** Lets what stands on a ballot whose time is over be read, and nothing be changed. */
export function endBallot(form, away) {
  form.dataset.over = "ballot";
  for (const control of form.querySelectorAll("[type=radio], [type=checkbox], [data-step], [data-clear]")) control.disabled = true;
  // readOnly, not disabled: a field with the caret keeps it.
  for (const field of choicesIn(form)) field.readOnly = true;
  dockOf(form).querySelector("[data-act=away]").onclick = away;
  showDock(form);
}

/** Lets ballots be filled in by buttons and keys, and sent; their docks follow. `redraw` draws the page. */
export function takeBallots(redraw) {
  for (const needless of document.querySelectorAll("form.ballot [data-scriptless]")) needless.remove();
  takeChoices();
  takeMerging((form) => showDock(form));
  document.addEventListener("submit", (event) => {
    const why = event.target.matches("form.ballot") && hindrance(event.target);
    if (!why) return;
    event.preventDefault();
    refuse(event.target, why);
  });
  for (const name of ["input", "change", "restored", "sent"]) document.addEventListener(name, follow);
  document.addEventListener("saved", ({ target }) => target.matches("form.ballot") && saved(target));
  document.addEventListener("refused", (event) => event.target.matches("form.ballot") && refused(event, redraw));
  outbox.on(followOutbox);
  live.on(() => document.querySelectorAll("form.ballot").forEach((form) => showDock(form)));
  keepDocks();
}

function follow({ target }) {
  const form = target.closest?.("form.ballot");
  if (!form) return;
  clearFaults(form);
  for (const row of form.querySelectorAll("[data-answers]")) row.dataset.answer = answerIn(row)?.value ?? "";
  showDock(form);
}

// The page knows from here on what the server will send of its own ballot, and shows nothing else meanwhile.
function saved(form) {
  const stored = expected(form.id, underWay.get(form.id)?.fields ?? []);
  keepReceipt(form.id, outbox.savedAt, stored);
  showCast(form);
  leadToDock(form);
}

// The round was over before the ballot came: what was chosen stays to be read, and its dock says what was counted.
function refused({ target: form, detail: { entry, problem } }, redraw) {
  const late = problem.code === "round_closed";
  if (late) leaveDraft(form, changesIn(entry.fields).filter(([name]) => name.startsWith("choices.")));
  if (late) outbox.forget(entry.key);
  // What the form shows of the refusal is there by then.
  queueMicrotask(() => {
    showDock(form);
    if (late) redraw();
    if (document.activeElement === document.body) leadToDock(form);
  });
}

// What waits in the outbox, perhaps since before a reload, is what the form shows.
function showWaiting(form) {
  const entry = outbox.pending.get(form.id);
  if (!entry || form.dataset.waits === entry.key || form.getAttribute("aria-busy")) return;
  form.dataset.waits = entry.key;
  if (!draftOf(form.id).length) putBack(form, changesIn(entry.fields));
}

function followOutbox() {
  for (const [id, { fields, key }] of underWay) {
    const gone = outbox.pending.get(id)?.key !== key;
    if (gone && outbox.savedAt > savedAt) keepReceipt(id, outbox.savedAt, expected(id, fields));
  }
  savedAt = Math.max(savedAt, outbox.savedAt ?? 0);
  underWay = new Map([...outbox.pending].filter(([id]) => id.startsWith("ballot-")));
  for (const form of document.querySelectorAll("form.ballot")) {
    showWaiting(form);
    showDock(form);
  }
}

// The choices that are stored after those of an entry; null where they are not known, or may not be.
function expected(id, fields) {
  const number = Number(id.slice("ballot-".length));
  const round = live.snapshot?.rounds.find((each) => each.id === number);
  if (!round || round.secrecy === "secret") return null;
  return mergedBallot(round, live.snapshot.me?.ballots[number] ?? {}, choicesOf(fields));
}

function drawChoices(form, view, round) {
  const place = form.querySelector("[data-choices]");
  const groups = view.ballotGoals(round);
  listed(form.querySelector("[data-find-group]"), groups.map(([group]) => group), "find-group");
  for (const [theme, goals] of groups) {
    let group = place.querySelector(`.choice-group[data-id="${theme.id}"]`);
    if (!group) {
      group = fill(rowTemplate("choice-group"), theme);
      group.dataset.id = theme.id;
      place.append(group);
    }
    const valuesOf = (goal) => choiceValues(form, goal, round);
    listed(group.querySelector(".ballot-choices"), goals, `choice-${round.method}`, valuesOf, markOf);
  }
  for (const needless of place.querySelectorAll("[data-scriptless]")) needless.remove();
  for (const more of place.querySelectorAll("summary")) more.tabIndex = -1;
}

function choiceValues(form, goal, round) {
  return {
    title: goal.title,
    titled: `${form.id}-title-${goal.id}`,
    name: `choices.${goal.id}`,
    shown: `shown.choices.${goal.id}`,
    field: `${form.id}-choices-${goal.id}`,
    ...partValues(form, goal, round),
    more: Object.keys(goal.rationale).length > 0 || goal.measures.length > 0,
    rationale: goal.rationale,
    measures: goal.measures.map(measureValues),
  };
}

// The fields of a choice of several parts; of criteria a row template has room for more than the round may have.
function partValues(form, goal, { criteria }) {
  const named = (part, end) => [
    [`name${end}`, `choices.${goal.id}.${part}`],
    [`shown${end}`, `shown.choices.${goal.id}.${part}`],
    [`field${end}`, `${form.id}-choices-${goal.id}-${part}`],
  ];
  const fixed = ["choice", "reason"].flatMap((part) => named(part, part[0].toUpperCase() + part.slice(1)));
  const room = criteria ? [0, 1] : [];
  const own = room.flatMap((at) => {
    const criterion = criteria[at];
    if (!criterion) return [[`part${at}`, null], [`shown${at}`, null], [`field${at}`, null]];
    return [...named(criterion.key, at), [`part${at}`, `choices.${goal.id}.${criterion.key}`], [`criterion${at}`, titleOf({ criteria }, criterion.key)]];
  });
  return Object.fromEntries([...fixed, ...own]);
}

// A long ballot is searched; what does that comes with the first of them.
function isLong(view, round) {
  return view.ballotGoals(round).reduce((sum, [, choices]) => sum + choices.length, 0) > LONG;
}

async function letFind(form) {
  const { findAgain, takeFinding } = await import("../ballot/finding.js");
  if (!isFinding) takeFinding();
  isFinding = true;
  findAgain(form);
}

function markOf(goal) {
  return [goal, ...goal.measures].map(({ revision }) => revision).join("/");
}
