// Where a person stands when what is asked changes under them: they are led to what is new, but never while they are at something.

import { fill } from "../render/fill.js";
import { word } from "../language/words.js";

const IDLE_MS = 2000;
const NEAR = 1.5;
const TOUCHES = ["pointerdown", "pointerup", "touchmove", "wheel", "keydown", "input"];
const sheet = document.querySelector("[data-landing]");
let touched = 0;
let wanted = null;
const watch = new IntersectionObserver((view) => view.some(({ isIntersecting }) => isIntersecting) && putSheetAway());

for (const name of TOUCHES) addEventListener(name, () => (touched = Date.now()), { passive: true, capture: true });
sheet.addEventListener("click", (event) => {
  event.preventDefault();
  const { section, before } = wanted;
  putSheetAway();
  before();
  goTo(section);
});

/** Whether somebody touched the screen or typed just now, or has the caret in a text. */
export function isBusy() {
  return Date.now() - touched < IDLE_MS || document.activeElement.matches("textarea, select, input:not([type=radio], [type=checkbox])");
}

/** Leads to a section that is new, at once or (`before()` is called then) when the reader asks for it by what `name` says. */
export function land(section, name, before) {
  if (!isBusy()) return goTo(section);
  if (isThere(section)) return;
  wanted = { section, before };
  fill(sheet, { words: word(name) });
  sheet.hidden = false;
  watch.disconnect();
  watch.observe(section.querySelector("h2"));
}

/** Brings a section into view, and the focus to its heading, or to `place` in it. */
export function goTo(section, place = section.querySelector("h2")) {
  if (!isThere(section)) {
    const far = Math.abs(section.getBoundingClientRect().top) > NEAR * innerHeight;
    const still = far || matchMedia("(prefers-reduced-motion: reduce)").matches;
    section.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
  }
  place.focus({ preventScroll: true });
}

function isThere(section) {
  const { top } = section.getBoundingClientRect();
  return top >= 0 && top < innerHeight / 2;
}

function putSheetAway() {
  sheet.hidden = true;
  watch.disconnect();
}
