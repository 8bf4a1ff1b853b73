// Dialogs: a link with `data-dialog` opens the one dialog of its kind, filled for its thing; without scripts it is followed.

import { fill } from "./fill.js";
import { clearFaults, restore } from "./forms.js";
import { keepDraft } from "./storage.js";

let held = null;

/**
 * Takes over the links that open dialogs.
 *
 * `about(link)` gives the dialog's name and what its fields and marked places hold, with `id` for the thing's own id,
 * or null: then the link is followed. `saved(name, values, answer)` is called when a form of the dialog was saved.
 */
export function takeDialogs(about = fromLink, saved = () => {}) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) follow(event, about(link));
    if (event.target.closest("[data-close]")) cancel(event.target.closest("dialog"));
  });
  document.addEventListener("saved", ({ target, detail }) => {
    const dialog = target.closest("dialog");
    if (!dialog || !held) return;
    const { name, values } = held;
    dialog.close();
    saved(name, values, detail);
  });
}

/** Brings the dialog that is open up to date: `valuesOf(name, values)` gives what has changed about its thing. */
export function refreshDialog(valuesOf) {
  const dialog = held && document.getElementById(`dialog-${held.name}`);
  if (!dialog?.open) return;
  Object.assign(held.values, valuesOf(held.name, held.values));
  fill(dialog, held.values);
}

function fromLink({ dataset }) {
  return dataset.values ? { name: dataset.dialog, values: JSON.parse(dataset.values) } : null;
}

function follow(event, found) {
  const dialog = found && document.getElementById(`dialog-${found.name}`);
  if (!dialog) return;
  event.preventDefault();
  held = found;
  fill(dialog, found.values);
  for (const form of dialog.querySelectorAll("form")) prepare(form, found.values);
  dialog.showModal();
}

// What was begun for the same thing and left by Escape comes back; what was cancelled does not.
function cancel(dialog) {
  for (const form of dialog.querySelectorAll("form")) keepDraft(form.id, []);
  dialog.close();
}

// A form stands for one thing at a time, so its id does: answers and drafts of another thing are not mixed up with it.
function prepare(form, values) {
  form.dataset.command ??= form.id;
  form.id = `${form.dataset.command}-${values.id}`;
  form.removeAttribute("aria-busy");
  form.reset();
  clearFaults(form);
  for (const field of form.elements) {
    if (field.name in values) put(field, values[field.name], values.lang);
  }
  form.elements.form.value = form.id;
  restore(form);
}

function put(field, value, lang) {
  if (field.type === "checkbox") {
    field.checked = field.defaultChecked = value.includes(field.value);
  } else if (field.type === "hidden") {
    if (!Array.isArray(value)) field.value = value;
  } else if (field.tagName === "SELECT") {
    field.value = value ?? "";
    for (const option of field.options) option.defaultSelected = option.selected;
  } else {
    field.value = field.defaultValue = value ?? "";
    if (lang) field.lang = lang;
  }
}
