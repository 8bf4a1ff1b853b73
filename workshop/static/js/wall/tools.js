// The few tools of a wall: page by page, pause, quiet, full screen; they show when the pointer moves or they have the focus.

import { keepLocal, local } from "../storage/storage.js";

const AWAKE_MS = 3000;

/** Sets the tools up; `turn(by)` turns the pages by hand, `pause(on)` stops them, `changed()` draws again. */
export function tools({ turn, pause, changed }) {
  const paused = switched("pause", false, pause);
  const quiet = switched("quiet", false, (on) => {
    document.body.toggleAttribute("data-quiet", on);
    changed();
  });
  // Whoever speaks to the computer, or leans on its keys, may turn the letters off (WCAG 2.1.4).
  const letters = switched("keys", true, () => {});
  const keys = { ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), p: paused.flip, q: quiet.flip, f: fillScreen };
  tool("before").addEventListener("click", () => turn(-1));
  tool("after").addEventListener("click", () => turn(1));
  tool("full").addEventListener("click", fillScreen);
  tool("full").hidden = !document.fullscreenEnabled;
  document.addEventListener("fullscreenchange", () => press("full", Boolean(document.fullscreenElement)));
  addEventListener("keydown", (event) => {
    const isLetter = event.key.length === 1;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || (isLetter && !letters.on)) return;
    keys[isLetter ? event.key.toLowerCase() : event.key]?.();
  });
  wakeOnMove();
  tool("tools").hidden = false;
}

// A button that is on or off, also after the page is opened again.
function switched(name, usual, turned) {
  const it = {
    on: { true: true, false: false }[local(`wall/${name}`)] ?? usual,
    flip() {
      it.on = !it.on;
      keepLocal(`wall/${name}`, String(it.on));
      press(name, it.on);
      turned(it.on);
    },
  };
  tool(name).addEventListener("click", it.flip);
  press(name, it.on);
  turned(it.on);
  return it;
}

async function fillScreen() {
  // A browser may forbid it, and then the wall stays as it is.
  const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  await asked.catch(() => {});
}

function wakeOnMove() {
  let timer = null;
  for (const event of ["pointermove", "pointerdown"]) {
    addEventListener(event, () => {
      document.body.toggleAttribute("data-awake", true);
      clearTimeout(timer);
      timer = setTimeout(() => document.body.toggleAttribute("data-awake", false), AWAKE_MS);
    });
  }
}

function tool(name) {
  return document.getElementById(`wall-${name}`);
}

function press(name, on) {
  tool(name).setAttribute("aria-pressed", String(on));
}
