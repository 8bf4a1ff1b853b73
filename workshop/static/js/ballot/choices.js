// What is pressed on a ballot: numbers up and down, answers given and taken back, back to what is stored, on to sending.

import { dockOf, leadToDock } from "../forms/docks.js";
import { answerIn, numberIn, showOnlyChosen } from "./fields.js";
import { givePlace, movePlace, takePlaceBack } from "./places.js";

/** Lets the buttons and keys of all ballots do what they say. */
export function takeChoices() {
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", keyed);
}

// Each row is one stop of Tab; what else it has is reached by keys in it.
function keyed(event) {
  const { target, key, altKey } = event;
  const row = target.closest(".ballot-choice");
  if (!row || "over" in row.closest("form").dataset) return;
  if (["Delete", "Backspace"].includes(key) && target.matches("[data-answers] [type=radio]:checked")) return clear(target.closest("[data-answers]"));
  if (altKey && ["ArrowDown", "ArrowUp"].includes(key)) return unfold(event, row, key === "ArrowDown");
  if (row.matches("[data-places]") && target.matches("input[type=text]")) return placed(event, row);
  const way = { ArrowUp: 1, ArrowDown: -1 }[key];
  const step = way && target.matches("input[type=text]") && row.querySelector(`[data-step="${way}"]`);
  if (!step) return;
  event.preventDefault();
  if (!step.disabled) count(step);
}

function unfold(event, row, open) {
  event.preventDefault();
  row.querySelector("details").open = open;
}

function pressed(event) {
  const form = event.target.closest("form.ballot");
  if (!form || "over" in form.dataset) return;
  const step = event.target.closest("[data-step]");
  const row = event.target.closest(".ballot-choice");
  const move = event.target.closest("[data-move]");
  if (move) movePlace(row, Number(move.dataset.move));
  else if (step && !step.disabled) count(step);
  else if (row?.matches(".ballot-stepped") && !step && !event.target.closest("details, input")) give(event, row);
  else if (event.target.closest("[data-clear]")) clear(event.target.closest("[data-answers]"));
  else if (event.target.closest("[data-act=chosen]")) toggle(form);
  else if (event.target.closest("[data-act=undo]")) undo(form);
  else if (event.target.closest(".ballot-past")) goToDock(event, form);
  else if (event.target.matches("[data-answers] [type=radio]")) answer(event.target.closest("[data-answers]"), event.target);
}

// Who taps a goal gives it a dot, and gets no keyboard for its number.
function give(event, row) {
  event.preventDefault();
  const more = row.querySelector('[data-step="1"]');
  if (!more.disabled) count(more);
}

function toggle(form) {
  showOnlyChosen(form, !("only" in form.dataset));
  form.querySelector("[data-choices]").scrollIntoView({ block: "start" });
}

// The arrows move a goal that has a place, and give it one; who deletes its number takes it back.
function placed(event, row) {
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const taking = ["Delete", "Backspace"].includes(event.key);
  if (!way && !taking) return;
  event.preventDefault();
  if (taking) takePlaceBack(row);
  else if (numberIn(event.target)) movePlace(row, way);
  else if (way < 0) givePlace(row);
}

function count(button) {
  const row = button.closest("[data-places]");
  if (row) return Number(button.dataset.step) > 0 ? givePlace(row) : takePlaceBack(row);
  const field = button.parentElement.querySelector("input:not([type=hidden])");
  field.value = Math.max(0, numberIn(field) + Number(button.dataset.step)) || "";
  tell(field);
}

// Who presses the answer that is given takes it back.
function answer(row, field) {
  if (row.dataset.answer === field.value) clear(row);
  else row.dataset.answer = field.value;
}

function clear(row) {
  const field = answerIn(row);
  const focused = document.activeElement.matches("[data-clear]");
  if (field) field.checked = false;
  if (focused) row.querySelector("[type=radio]").focus({ preventScroll: true });
  tell(row.querySelector("[type=radio]"));
}

function undo(form) {
  form.reset();
  tell(form.querySelector("[name^='choices.']"));
  leadToDock(form);
}

function goToDock(event, form) {
  event.preventDefault();
  (dockOf(form).querySelector("button:not([hidden])") ?? dockOf(form)).focus();
}

function tell(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
