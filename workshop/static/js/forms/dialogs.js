// Dialogs: a link with `data-dialog` opens the one dialog of its kind, filled for its thing; without scripts it is followed.

import { fill } from "../render/fill.js";
import { clearFaults, leaveDraft, restore } from "./forms.js";
import { follow as followIn, showIn } from "./shown.js";

let held = null;

/**
 * Takes over the links that open dialogs.
 *
 * `about(link, row)` gives the dialog's name and what its fields and marked places hold, with `id` for the thing's own id,
 * or null: then the link is followed. The `row` is that of the link's thing, which stays when the link goes.
 * `saved(name, values, answer)` is called when a form of the dialog was saved.
 */
export function takeDialogs(about = fromLink, saved = () => {}) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    const row = link?.closest("[data-id]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event, about(link, row), () => about(link, row));
    if (event.target.closest("[data-close]")) cancel(event.target.closest("dialog"));
  });
  document.addEventListener("refused", refreshDialog);
  document.addEventListener("saved", ({ target, detail }) => {
    const dialog = target.closest("dialog");
    if (!held || dialog?.id !== `dialog-${held.name}`) return;
    const { name, values } = held;
    dialog.close();
    saved(name, values, detail);
  });
}

function fromLink({ dataset }) {
  return dataset.values ? { name: dataset.dialog, values: JSON.parse(dataset.values) } : null;
}

/** Brings the dialog that is open up to date; a form in it goes on from the current state after a conflict. */
export function refreshDialog() {
  const dialog = held && document.getElementById(`dialog-${held.name}`);
  const values = dialog?.open && held.again()?.values;
  if (!values) return;
  fill(dialog, values);
  for (const form of dialog.querySelectorAll("form")) {
    const { expect } = form.elements;
    if (form.dataset.refused !== "conflict" || !expect || Number(expect.value) === values.expect) continue;
    followIn(form, values);
    expect.value = values.expect;
  }
}

function open(event, found, again) {
  const dialog = found && document.getElementById(`dialog-${found.name}`);
  if (!dialog) return;
  event.preventDefault();
  held = { ...found, again };
  fill(dialog, found.values);
  for (const form of dialog.querySelectorAll("form")) prepare(form, found.values);
  dialog.showModal();
}

// What was begun for the same thing and left by Escape comes back; what was cancelled does not.
function cancel(dialog) {
  for (const form of dialog.querySelectorAll("form")) leaveDraft(form);
  dialog.close();
}

// A form stands for one thing at a time, so its id does: answers and drafts of another thing are not mixed up with it.
function prepare(form, values) {
  form.dataset.command ??= form.id;
  form.id = `${form.dataset.command}-${values.id}`;
  form.removeAttribute("aria-busy");
  form.reset();
  delete form.dataset.refused;
  clearFaults(form);
  showIn(form, values);
  form.elements.form.value = form.id;
  restore(form);
}
