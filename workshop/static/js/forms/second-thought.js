// What can't be taken back waits five seconds, in which one can think again: until then nothing of it is sent.

import { announce } from "../language/words.js";

const SECONDS = 5;
const LOOK_MS = 200;
// A second press of the same key or finger is meant for the button before it.
const PRESS_MS = 700;
// A laptop that slept, or a page that was put by, does not go on with what was pressed before.
const LATE_MS = 3000;
const waiting = new Map();
const restored = new WeakMap();
const ready = new WeakSet();

document.addEventListener("submit", submitted, true);
document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-undo]")?.closest("form");
  if (waiting.has(form) && performance.now() - waiting.get(form).began > PRESS_MS) takeBack(form);
});
// A key that is held down presses whatever button has the focus, again and again.
document.addEventListener("keydown", (event) => {
  if (event.repeat && event.key === "Enter" && event.target.closest("form:has([data-thinking])")) event.preventDefault();
});
addEventListener("pagehide", () => [...waiting.keys()].forEach(putBack));

function submitted(event) {
  const form = event.target;
  if (ready.delete(form) || !form.querySelector("[data-thinking]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (waiting.has(form) || performance.now() - (restored.get(form) ?? -PRESS_MS) < PRESS_MS) return;
  begin(form, event.submitter ?? form.querySelector("button:not([type=button])"));
}

function begin(form, button) {
  const strip = form.querySelector("[data-thinking]");
  const timer = setInterval(() => look(form), LOOK_MS);
  waiting.set(form, { button, strip, timer, began: performance.now(), date: Date.now(), asked: contentsOf(form) });
  button.hidden = true;
  strip.hidden = false;
  count(strip, SECONDS);
  strip.querySelector("[data-undo]").focus({ preventScroll: true });
  announce(strip.dataset.doing);
}

function look(form) {
  const { strip, began, date, asked } = waiting.get(form);
  const passed = performance.now() - began;
  const isLate = Math.max(passed, Date.now() - date) > SECONDS * 1000 + LATE_MS;
  // Somebody else closed it or gave it more time, or its own time ran out: what was pressed was about how it was then.
  if (isLate || !isSeen(strip) || contentsOf(form) !== asked) takeBack(form);
  else if (passed < SECONDS * 1000) count(strip, Math.ceil(SECONDS - passed / 1000));
  else send(form);
}

function send(form) {
  const { button } = waiting.get(form);
  putBack(form);
  const { asks } = form.elements;
  asks.disabled = true;
  ready.add(form);
  form.requestSubmit(button);
  ready.delete(form);
  asks.disabled = false;
}

function takeBack(form) {
  const { strip } = waiting.get(form);
  putBack(form);
  restored.set(form, performance.now());
  if (isSeen(form)) announce(strip.dataset.stayed);
}

function putBack(form) {
  const { button, strip, timer } = waiting.get(form);
  const focused = strip.contains(document.activeElement);
  clearInterval(timer);
  waiting.delete(form);
  button.hidden = false;
  strip.hidden = true;
  if (focused) button.focus({ preventScroll: true });
}

function count(strip, seconds) {
  strip.querySelector("[data-count]").textContent = seconds;
}

function isSeen(element) {
  return element.isConnected && element.checkVisibility?.() !== false;
}

// Of the form as it stands: which thing, and from which revision. Its key is its own.
function contentsOf(form) {
  return JSON.stringify([form.getAttribute("action"), ...[...new FormData(form)].filter(([name]) => name !== "key")]);
}
