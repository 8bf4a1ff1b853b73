// The stream of contributions by keys, and several of them at once: what is done to the first is then done to the others.

import { announce, word } from "../language/words.js";

const ACTS = { e: "edit", h: "hide", m: "move", l: "show" };
const MARKS = { s: "shortlist", a: "aside" };
// What a row itself says that a key presses.
const PRESSES = ["w", "p", "n"];
const FIELD = "input:not([type=checkbox]), textarea, select";
const DONE = ".moderation-waiting form, .moderation-reported form";
const bar = document.getElementById("picked");
// The rows that are still to be hidden with the one whose dialog is open, and why.
let others = [];
// The row that waits and is being hidden first of those that are chosen.
let led = null;
let hidden = 0;
let reason = "";
let hide = () => false;

/**
 * Handles keys in the list, what is chosen in it, and what is done to all that is chosen. `hideAtOnce(link, row)` hides
 * one thing without a question, and says whether it may be; `drawn()` promises that the desk shows what came of it.
 */
export function takeStream(hideAtOnce, drawn) {
  hide = hideAtOnce;
  document.addEventListener("keydown", pressed);
  document.addEventListener("change", ({ target }) => target.matches("[data-pick]") && drawPicked());
  // Emptied when it is sent, and filled again where it was refused.
  for (const name of ["sent", "refused"]) document.addEventListener(name, ({ target }) => target.matches("[data-marking]") && setTimeout(drawPicked));
  document.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("[data-close]")) others = [];
    if (target.closest("[data-merge]")) {
      event.preventDefault();
      merge();
    }
    const act = target.closest("[data-all]")?.dataset.all;
    if (act === "hide") hideAll();
    else if (act) chooseNone();
  });
  document.addEventListener("saved", ({ target }) => target.matches(DONE) && void goOn(target, drawn));
  // Escape closes a dialog too.
  document.addEventListener("cancel", () => (others = []), true);
  document.addEventListener("submit", ({ target }) => (reason = target.closest("dialog, .moderation-hide") ? (target.elements.reason?.value ?? "") : reason), true);
}

/** Says how many are chosen of those that are listed. */
export function drawPicked() {
  const number = picked().length;
  bar.hidden = number === 0;
  bar.querySelector("[data-all=hide]").hidden = !picked().some((box) => linkIn(idOf(box)) ?? foldIn(idOf(box)));
  bar.querySelector("[form]").hidden = !document.getElementById("publish_contributions");
  bar.querySelector("[data-picked]").textContent = number ? word("picked", { num: number }) : "";
  const marking = document.querySelector("[data-marking]");
  if (marking) marking.hidden = number === 0 && !marking.contains(document.activeElement);
}

/** Whether what is hidden now goes with something that was hidden just before. */
export function isNextHidden() {
  return hidden > 0;
}

/** Goes on to the next of those that are hidden together, when one of them is. */
export function hideNext(name) {
  if (!name.startsWith("hide_")) return;
  hidden += 1;
  const link = others.map(linkIn).find(Boolean);
  others = others.slice(others.map(linkIn).indexOf(link) + 1);
  if (!link) {
    if (hidden > 1) announce(word("hidden_all", { num: hidden }));
    hidden = 0;
    return;
  }
  link.click();
  const form = document.querySelector("dialog[open] form");
  form.elements.reason.value = reason;
  form.requestSubmit();
}

function pressed(event) {
  const row = event.target.closest?.("#list > li");
  // A reason may be typed in a row.
  if (!row || event.target.matches(FIELD) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") focusRow(key === "j" ? row.nextElementSibling : row.previousElementSibling);
  else if (key === "x") row.querySelector("[data-pick]")?.click();
  else if (key === "h" && picked().length) hideAll();
  else if (key === "h") hideOne(row);
  else if (key === "p" && picked().length) document.getElementById("publish_contributions")?.requestSubmit();
  else if (PRESSES.includes(key)) row.querySelector(`[data-key="${key}"]`)?.click();
  else if (key in MARKS) mark(row, MARKS[key]);
  else if (key in ACTS) row.querySelector(`[data-dialog="${ACTS[key]}"]`)?.click();
  else return;
  event.preventDefault();
}

// Where something has to be known first, as that people vote on it, the dialog asks.
function hideOne(row) {
  const link = row.querySelector('[data-dialog="hide"]');
  if (link && !hide(link, row)) link.click();
  unfold(foldIn(row.dataset.id));
}

// What waits is hidden where it stands.
function unfold(fold) {
  if (!fold) return;
  fold.open = true;
  fold.querySelector("[name=reason]").focus();
}

// A row that is done with is gone, and the focus goes on to the next one.
async function goOn(form, drawn) {
  const row = form.closest("li");
  const next = (row.nextElementSibling ?? row.previousElementSibling)?.id;
  // What somebody is at would stay as it is.
  form.reset();
  if (form.contains(document.activeElement)) document.activeElement.blur();
  await drawn();
  if (hideNextWaiting(form)) return;
  if (document.activeElement !== document.body) return;
  if (document.getElementById(next)) focusRow(document.getElementById(next));
  else document.getElementById("contributions").focus();
}

// The others that wait are hidden for the same reason, one after another. Says whether one of them is now.
function hideNextWaiting(form) {
  if (idOf(form) !== led) return false;
  hidden += 1;
  led = picked().map(idOf).find(foldIn) ?? null;
  if (led) {
    const next = foldIn(led).querySelector("form");
    next.elements.reason.value = reason;
    next.requestSubmit();
  } else {
    if (hidden > 1) announce(word("hidden_all", { num: hidden }));
    hidden = 0;
  }
  return led !== null;
}

// What is chosen is marked, or else the goal on which the key was pressed.
function mark(row, how) {
  const form = document.querySelector("[data-marking]");
  if (!form?.elements.mark) return;
  if (!picked().length) row.querySelector("[data-pick]").checked = true;
  drawPicked();
  form.querySelector(`[name=mark][value="${how}"]`).click();
}

function hideAll() {
  // One's own goals are marked with the others, and withdrawn rather than hidden.
  const [first, ...rest] = picked().map(idOf).filter((id) => linkIn(id) ?? foldIn(id));
  hidden = 0;
  others = rest;
  led = foldIn(first) && first;
  linkIn(first)?.click();
  unfold(foldIn(first));
}

// The goals that are chosen are merged on a page of its own.
function merge() {
  const { formAction: address } = document.querySelector("[data-merge]");
  location.assign(`${address}?ids=${picked().map((box) => box.value)}`);
}

// The bar follows whoever scrolls, and nothing moves when it goes.
function chooseNone() {
  const row = picked().at(-1)?.closest("li");
  for (const box of picked()) box.checked = false;
  drawPicked();
  focusRow(row, { preventScroll: true });
}

function focusRow(row, how) {
  row?.querySelector(".desk-said a, button, summary")?.focus(how);
}

function linkIn(id) {
  return document.querySelector(`#list > [data-id="${id}"] [data-dialog="hide"]`);
}

function foldIn(id) {
  return document.querySelector(`#list > [data-id="${id}"] [data-key="h"]`)?.parentElement ?? null;
}

function idOf(element) {
  return element.closest("li").dataset.id;
}

function picked() {
  return [...document.querySelectorAll("#list [data-pick]:checked")];
}
