// The one next step of a workshop: what was meant for the step before must not take it.

import { clearFaults } from "../forms/forms.js";

const PAUSE_MS = 1000;
const card = document.getElementById("step");
let shown = shownStep();
let changedAt = 0;
let pressedAt = 0;
let lacked = lacks();

/** Keeps a double click from taking two steps. */
export function guardSteps() {
  // In the capture phase, before any other listener.
  addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches(".next .step")) return;
      // A step that is answered but not drawn yet stands on the button still.
      if (Date.now() - Math.max(changedAt, pressedAt) >= PAUSE_MS) {
        pressedAt = Date.now();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

/** Lets the card be drawn anew by `draw()`. */
export function drawStep(draw) {
  const focused = card.contains(document.activeElement);
  draw();
  // What was refused for want of goals is over when there are some.
  if (lacked && !lacks()) card.querySelectorAll(".open_round").forEach(clearFaults);
  lacked = lacks();
  const step = shownStep();
  if (step === shown) return;
  shown = step;
  changedAt = Date.now();
  // The pressed button went with its step; the next one is not focused, so that no key presses it unseen.
  if (focused && !isSeen(document.activeElement)) card.querySelector("h2").focus();
}

function shownStep() {
  return card.querySelector(".step")?.id;
}

function lacks() {
  return document.getElementById("nothing-yet") !== null;
}

function isSeen(element) {
  return element !== document.body && element?.checkVisibility?.() !== false;
}
