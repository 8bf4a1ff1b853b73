// What one has just sent is brought into sight when it is there, unless one has gone on with something else meanwhile.

import { isBegun } from "../forms/forms.js";

// After a longer wait for the network the author has turned to something else.
const PATIENCE_MS = 5000;
const sent = new Map();
let awaited = null;
// What had the focus when it was sent.
let focused = null;

/** Begins to watch what is sent from this page. */
export function takeOwn() {
  document.addEventListener("sent", ({ target }) => {
    sent.set(target.id, Date.now());
    focused = document.activeElement;
  });
  document.addEventListener("acknowledged", ({ detail: { form, result } }) => {
    const noun = ["comment", "measure"].find((each) => result[`${each}_id`]);
    const waited = Date.now() - sent.get(form);
    sent.delete(form);
    if (noun && waited < PATIENCE_MS) awaited = `${noun}-${result[`${noun}_id`]}`;
  });
}

/** Shows what is waited for, once it is on the page. */
export function showOwn() {
  const row = awaited && document.getElementById(awaited);
  if (!row) return;
  awaited = null;
  const field = document.activeElement;
  const wentOn = field !== focused && field.matches("input, textarea");
  if (wentOn || (field.form && isBegun(field.form))) return;
  row.classList.add("fresh");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}
