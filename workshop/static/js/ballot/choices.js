// What is pressed on a ballot: numbers up and down, answers given and taken back, back to what is stored, on to sending.

import { dockOf, leadToDock } from "../forms/docks.js";
import { answerIn, numberIn } from "./fields.js";

/** Lets the buttons and keys of all ballots do what they say. */
export function takeChoices() {
  document.addEventListener("click", pressed);
  document.addEventListener("keydown", ({ target, key }) => {
    if (["Delete", "Backspace"].includes(key) && target.matches(".ballot-choice[data-answers] [type=radio]:checked")) clear(target.closest(".ballot-choice"));
  });
}

function pressed(event) {
  const form = event.target.closest("form.ballot");
  if (!form || "over" in form.dataset) return;
  const step = event.target.closest("[data-step]");
  const row = event.target.closest(".ballot-choice");
  if (step && !step.disabled) count(step);
  else if (event.target.closest("[data-clear]")) clear(row);
  else if (event.target.closest("[data-act=undo]")) undo(form);
  else if (event.target.closest(".ballot-past")) goToDock(event, form);
  else if (event.target.matches(".ballot-choice[data-answers] [type=radio]")) answer(row, event.target);
}

function count(button) {
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
