// What every live page begins with: listening, forms, the sync line, the clock, and leaving no trace.

import { keepTime } from "./clock.js";
import { takeForms } from "./forms.js";
import "./leaving.js";
import { live } from "./live.js";
import { outbox } from "./outbox.js";
import { showSync } from "./sync.js";

/** Begins a live page; `draw(seen)` is called after each change. */
export function begin(draw) {
  document.body.dataset.state = live.state;
  takeForms();
  showSync();
  keepTime();
  live.on(draw);
  live.start();
  outbox.start();
  // What was said at the arrival has been read by then, and stands in the way on a phone.
  setTimeout(() => document.querySelectorAll("body > .saved").forEach((said) => said.remove()), 8000);
}
