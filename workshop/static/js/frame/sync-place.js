// Where the line about saving stands: in the window, above what is fixed to its foot, and in a dialog while one is open.

import { whenPainted } from "../render/painted.js";

const bar = document.getElementById("sync-bar");
const home = bar.parentElement;
const neighbour = bar.nextElementSibling;
const sheet = newSheet();
let told = "";

/** Keeps the line in sight, whatever opens, scrolls or comes up from below. */
export function keepInSight() {
  if (sheet) document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const opened = new MutationObserver(placeAnew);
  opened.observe(home, { subtree: true, attributes: true, attributeFilter: ["open", "data-dock"] });
  new ResizeObserver(placeAnew).observe(home);
  for (const event of ["scroll", "resize"]) {
    addEventListener(event, placeAnew, { passive: true });
    globalThis.visualViewport?.addEventListener(event, placeAnew, { passive: true });
  }
}

/** Finds its place anew, once after the next paint: to measure the page before it would keep a letter from being seen. */
export function placeAnew() {
  whenPainted(place);
}

function place() {
  // An open dialog lies over all that is outside of it.
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  if (dialog && bar.parentElement !== dialog) dialog.prepend(bar);
  if (!dialog && bar.parentElement !== home) home.insertBefore(bar, neighbour);
  const foot = Math.max(coveredByKeyboard(), coveredByDock());
  bar.classList.toggle("told", isTold());
  // The content policy lets no script set a style at an element.
  const sizes = sizesOf(foot, heightOfDock(), heightOf("[data-head]"));
  if (sizes !== told) sheet?.replaceSync(sizes);
  told = sizes;
}

// Danger: a variable of the whole page styles all of it anew when it changes, and the letter that opens a dock waits for
// that. So each stands where it is used, and the window gets a property that nothing inherits.
function sizesOf(foot, dock, head) {
  return `.sync-bar { --foot: ${foot}px } .round-landing { --dock: ${dock}px } .ballot-under { --head: ${head}px }
    @layer base { html { scroll-padding-block: min(${head + heightOf(".ballot-under") + 72}px, 40vh) min(${dock + 72}px, 40vh) } }`;
}

// A dock in the window that says the same, or what has changed since, is where the eye is, and says it alone.
function isTold() {
  const same = { saved: ["sent", "changed"], saving: ["sending"], waiting: ["waiting"] };
  const line = document.getElementById("sync");
  const state = Object.keys(same).find((each) => line.classList.contains(each) && !line.classList.contains("held"));
  return [...document.querySelectorAll("[data-dock]")].some((dock) => {
    const { top, bottom, height } = dock.getBoundingClientRect();
    return same[state]?.includes(dock.dataset.dock) && height > 0 && top >= 0 && bottom <= innerHeight + 1 && !isUnderHead(dock);
  });
}

// The head of a round stays at the top of the window while what it asks is scrolled away below it.
function isUnderHead(dock) {
  const { left, width, top } = dock.getBoundingClientRect();
  return !dock.contains(document.elementFromPoint(left + width / 2, top + 1));
}

// How much of the foot of the window a dock takes, for what else stands there.
function heightOfDock() {
  const docks = [...document.querySelectorAll("[data-dock]")].map((dock) => dock.getBoundingClientRect());
  const stuck = docks.filter(({ top, bottom }) => top < innerHeight && bottom >= innerHeight - 1);
  return Math.ceil(Math.max(0, ...stuck.map(({ height }) => height)));
}

// How much of the top of the window something takes that sticks there, for what sticks below it.
function heightOf(selector) {
  return Math.ceil(document.querySelector(selector)?.getBoundingClientRect().height ?? 0);
}

function coveredByKeyboard() {
  const view = globalThis.visualViewport;
  return view ? Math.max(0, Math.round(innerHeight - view.offsetTop - view.height)) : 0;
}

// What stays at the foot of the window while one scrolls, as what casts a vote: `data-dock`.
function coveredByDock() {
  const { height } = bar.getBoundingClientRect();
  const docks = [...document.querySelectorAll("[data-dock]")].map((dock) => dock.getBoundingClientRect());
  const there = docks.filter((dock) => dock.height && dock.top < innerHeight && dock.bottom > innerHeight - height - 1);
  const top = Math.min(innerHeight, ...there.map((dock) => dock.top));
  // In a low window there is no room above it.
  return top - height < 0 ? 0 : Math.round(innerHeight - top);
}

// Safari before 16.4 has none: there the line stands at the very foot.
function newSheet() {
  try {
    return new CSSStyleSheet();
  } catch {
    return null;
  }
}
