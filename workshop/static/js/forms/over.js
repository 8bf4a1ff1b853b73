// Forms whose time is over while somebody writes in them: they stay, say so, and can't be sent.

import { rowTemplate } from "../render/fill.js";

/** Says in `place`, which holds a form, that it is over, by the note in a row template; `closed` is called when the reader closes it. */
export function sayOver(place, name, closed) {
  if (place.dataset.over === name) return;
  sayOpen(place);
  place.dataset.over = name;
  place.classList.add("over");
  press(place, true);
  const note = rowTemplate(name);
  note.dataset.note = "over";
  note.querySelector("button").addEventListener("click", closed);
  place.prepend(note);
}

/** Takes back that it is over. */
export function sayOpen(place) {
  if (!place.dataset.over) return;
  delete place.dataset.over;
  place.classList.remove("over");
  press(place, false);
  place.querySelector("[data-note=over]").remove();
}

function press(place, disabled) {
  for (const button of place.querySelectorAll("form button:not([type=button]), button:not([type=button])")) button.disabled = disabled;
}
