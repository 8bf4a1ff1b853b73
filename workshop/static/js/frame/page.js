// What every live page begins with: listening, forms, the sync line, the clock, and leaving no trace.

import { keepTime } from "../language/clock.js";
import { takeForms } from "../forms/forms.js";
import "./frame.js";
import { live } from "../live/live.js";
import { outbox } from "../storage/outbox.js";
import { takeSentences } from "../forms/sentences.js";
import { showSync } from "./sync.js";

/** Begins a live page; `draw(view)` is called after each change. */
export function begin(draw) {
  document.body.dataset.state = live.state;
  takeForms();
  takeSentences();
  showSync();
  keepTime();
  live.on(draw);
  live.start();
  outbox.start();
  // After the page's first seconds, which a phone needs for itself.
  setTimeout(keep, 2500);
  // What was said at the arrival has been read by then, and stands in the way on a phone.
  setTimeout(() => document.querySelectorAll("body > .saved:not(:focus-within)").forEach((said) => said.remove()), 8000);
}

async function keep() {
  // Where it can't be fetched now, nothing is kept, as over plain http.
  const { keepForLater } = await import("../offline/offline.js").catch(() => ({}));
  await keepForLater?.(live);
}
