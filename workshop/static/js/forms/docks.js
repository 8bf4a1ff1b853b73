// The dock at the foot of a form, whatever the form is for: how what it holds stands, and the ways on (`data-act`).

import { say } from "../render/fill.js";

// A second press of the same finger is meant for the button that sent the form, where another way may stand by now.
const PRESS_MS = 700;
const sentFrom = new WeakMap();
const pressedAt = new WeakMap();

document.addEventListener("submit", ({ target }) => sentFrom.set(target, document.activeElement), true);
document.addEventListener("click", keepFromSecondPress, true);

/** The dock of a form; null where it has none. */
export function dockOf(form) {
  return form.querySelector(".dock");
}

/** Puts a dock in a state, in these words, and shows those of its ways that `acts` names. */
export function setDock(dock, state, words, acts) {
  // What is hidden must not have the focus: it goes to what says what became of it.
  const pressed = dock.contains(document.activeElement) && document.activeElement !== dock;
  if (dock.dataset.dock !== state) dock.dataset.dock = state;
  say(dock.querySelector("[data-said]"), words);
  for (const way of dock.querySelectorAll("[data-act]")) way.hidden = !acts.includes(way.dataset.act);
  if (pressed && document.activeElement?.hidden !== false) dock.focus({ preventScroll: true });
}

/** Leads to a dock, which says what became of what was sent; never away from what somebody went on with. */
export function leadToDock(form) {
  const { activeElement: at } = document;
  const wentOn = at.matches("input, textarea, select") && at !== sentFrom.get(form);
  if (at !== document.body && (!form.contains(at) || wentOn)) return;
  const dock = dockOf(form);
  dock.focus({ preventScroll: true });
  dock.scrollIntoView({ block: "nearest" });
}

function keepFromSecondPress(event) {
  const way = event.target.closest?.(".dock [data-act]");
  const form = way?.closest("form");
  // Without a count it is a key that sent the form, and no finger is where the button was.
  if (way?.dataset.act === "send") return event.detail && pressedAt.set(form, event.timeStamp);
  if (!(event.timeStamp - pressedAt.get(form) < PRESS_MS)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
