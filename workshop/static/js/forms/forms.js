// The plain forms of a page, taken over: they go to the outbox, and their answers come back to their fields.

import { clockTime } from "../language/clock.js";
import { live } from "../live/live.js";
import { newKey, outbox } from "../storage/outbox.js";
import { changesIn, putBack, showSent, typedIn } from "./shown.js";
import { draftOf, keepDraft } from "../storage/storage.js";
import { announce, word } from "../language/words.js";

const taken = new Map();
const takenAt = new Map();
const begunHere = new Map();
// Forms as they were sent: nothing in them is only here, wherever the focus is, until they are touched again.
const untouched = new WeakSet();
const DOUBLE_CLICK_MS = 1000;
let summoned = { can: () => false, open: () => null };

/** Takes over all forms of commands on this page, also those that come later. */
export function takeForms() {
  document.addEventListener("submit", (event) => void submitted(event).catch((fault) => console.error(fault)));
  document.addEventListener("input", ({ target }) => target.form && isCommand(target.form) && noted(target.form));
  document.addEventListener("change", ({ target }) => target.form && isCommand(target.form) && noted(target.form));
  for (const form of document.forms) if (isCommand(form)) restore(form);
}

/** Lets a page bring back forms that it has put away: `{can(id), open(id)}`. */
export function summonForms(page) {
  summoned = page;
}

/** Finds a form by its id, also one that was put away; null where this page has none. */
export function formOf(id) {
  return document.getElementById(id) ?? summoned.open(id);
}

/** Whether `formOf` would find it. */
export function hasForm(id) {
  return Boolean(document.getElementById(id)) || summoned.can(id);
}

/** Puts a kept draft back into a form that has just come to the page, under a key that no other form has. */
export function restore(form) {
  untouched.delete(form);
  form.elements.key.value = newKey();
  const draft = draftOf(form.id);
  if (!draft.length) return;
  putBack(form, draft);
  begunHere.set(form.id, namesOf(draft));
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  for (const fold of form.querySelectorAll("details")) fold.open ||= isFilled(fold);
}

/** Whether someone has typed or chosen something in a form since it was sent, or is just about to in one that never was. */
export function isBegun(form) {
  if (untouched.has(form)) return false;
  const writing = form.contains(document.activeElement) && document.activeElement.matches("input, textarea");
  return writing || draftOf(form.id).length > 0;
}

/** Forgets of a form's draft what its own fields no longer hold; what was begun in other tabs stays. */
export function followDraft(form) {
  keepBegun(form, typedIn(form));
}

/** Forgets what was begun in a form here: what other tabs began in it stays, and so does what `typed` names anew. */
export function leaveDraft(form, typed = []) {
  keepBegun(form, typed);
}

function isCommand(form) {
  return form.getAttribute("method") === "post" && form.getAttribute("action").includes("/do/") && form.dataset.then !== "page";
}

function noted(form) {
  untouched.delete(form);
  clearFaults(form);
  keepBegun(form, typedIn(form));
}

// All tabs have one draft of a form: each adds what is begun in it, and takes out no more than that.
function keepBegun(form, typed) {
  const here = new Set([...(begunHere.get(form.id) ?? []), ...namesOf(typed)]);
  begunHere.set(form.id, namesOf(typed));
  keepDraft(form.id, [...draftOf(form.id).filter(([name]) => !here.has(name)), ...typed]);
}

// A secret ballot is sent once and whole: nothing of it stays, from whichever tab.
function forgetBegun(form, sent) {
  if (sent.some(([name]) => name === "checked")) keepDraft(form.id, []);
  begunHere.set(form.id, new Set([...(begunHere.get(form.id) ?? []), ...namesOf(sent)]));
  keepBegun(form, []);
}

function namesOf(fields) {
  return new Set(fields.map(([name]) => name));
}

async function submitted(event) {
  const form = event.target;
  if (event.defaultPrevented || !isCommand(form)) return;
  event.preventDefault();
  if (taken.has(form.id) || isSecondClick(form)) return;
  if (!isComplete(form)) return;
  // Forms that were filled from one template have its key in common.
  form.elements.key.value = newKey();
  const fields = [...new FormData(form, event.submitter)];
  const key = form.elements.key.value;
  form.elements.key.value = newKey();
  taken.set(form.id, key);
  takenAt.set(form.id, Date.now());
  form.setAttribute("aria-busy", "true");
  const { then } = form.dataset;
  const entry = { key, action: form.getAttribute("action"), fields, form: form.id, title: textsOf(form) };
  const kept = outbox.add(entry, (answer) => answered(form.id, entry, answer));
  // From here on the outbox has it, and says so: the form is free for the next thing, which may be begun before it is kept.
  if (then === "clear") {
    form.reset();
    settle(form);
  }
  untouched.add(form);
  await kept;
  if (!untouched.has(form)) return;
  forgetBegun(form, changesIn(fields));
  if (then === "close") close(form);
  form.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
}

// A second click must not report missing fields in a form that the first click has sent and emptied.
function isSecondClick(form) {
  return form.dataset.then === "clear" && Date.now() - takenAt.get(form.id) < DOUBLE_CLICK_MS && !typedIn(form).length;
}

function answered(id, entry, answer) {
  // The form of a round that is over goes away, now or in a moment: what was refused stays with the outbox.
  const over = answer.body.code === "round_closed";
  const form = answer.ok || over ? document.getElementById(id) : formOf(id);
  if (form) settle(form);
  taken.delete(id);
  if (answer.ok) {
    if (form) keepOn(form, entry.fields);
    live.applyAnswer(answer.body, answer.meVersion, choicesOf(entry.fields));
    announce(word("saved", { time: clockTime(outbox.savedAt) }));
    document.dispatchEvent(new CustomEvent("acknowledged", { detail: { form: id, result: answer.body.result } }));
    form?.dispatchEvent(new CustomEvent("saved", { bubbles: true, detail: answer.body }));
    return;
  }
  untouched.delete(form);
  if (answer.status === 409) live.catchUp();
  if (!form || over || (form.dataset.then === "clear" && typedIn(form).length)) {
    tellRefused(form, entry, answer);
    return announce(answer.body.title);
  }
  putBack(form, changesIn(entry.fields));
  keepBegun(form, typedIn(form));
  showFaults(form, answer.body);
  form.dataset.refused = answer.body.code;
  tellRefused(form, entry, answer);
  outbox.forget(entry.key);
}

// Heard once for each refusal, when the form shows what of it there is to show.
function tellRefused(form, entry, answer) {
  form?.dispatchEvent(new CustomEvent("refused", { bubbles: true, detail: { entry, problem: answer.body } }));
}

// A form that stays shows what was sent from now on; what was typed while it was on its way is begun anew.
function keepOn(form, sent) {
  if (form.dataset.then === "clear") return;
  showSent(form, sent);
  const isSent = ([name, value]) => sent.some((each) => each[0] === name && each[1] === value);
  keepBegun(form, typedIn(form).filter((field) => !isSent(field)));
}

/** The values of a ballot as the server reads them from a form: nothing and 0 take a choice back; of a choice of several parts those that were changed. */
export function choicesOf(fields) {
  const read = (value) => (value === "" || value === "0" ? null : /^\d+$/.test(value) ? Number(value) : value);
  const choices = {};
  for (const [name, value] of changesIn(fields)) {
    const [list, goal, part] = name.split(".");
    if (list !== "choices") continue;
    choices[goal] = part === undefined ? read(value) : { ...choices[goal], [part]: read(value) };
  }
  return choices;
}

function settle(form) {
  form.removeAttribute("aria-busy");
  taken.delete(form.id);
}

function close(form) {
  const frame = form.closest("dialog, details");
  if (frame?.matches("dialog")) frame.close();
  else if (frame) frame.open = false;
}

function isComplete(form) {
  clearFaults(form);
  const isFirst = ({ type, name }, place, all) => type !== "radio" || all.findIndex((other) => other.name === name && other.type === type) === place;
  const wrong = [...form.elements].filter(isFirst).filter((field) => field.willValidate && faultOf(field));
  for (const field of wrong) showFault(field, faultOf(field));
  wrong[0]?.focus();
  return !wrong.length;
}

// What can't be read is no value to the browser, and would be sent as if nothing stood there.
function faultOf({ required, type, validity, dataset }) {
  if (validity.badInput || validity.patternMismatch) return word(type === "text" ? "no_number" : "no_time");
  return required && !validity.valid ? (dataset.needed ?? word("needed")) : "";
}

function showFaults(form, problem) {
  clearFaults(form);
  const errors = Object.entries(problem.errors ?? {});
  const places = errors.map(([path, { message }]) => [fieldOf(form, path), message]);
  for (const [field, message] of places) if (field) showFault(field, message);
  const rest = places.filter(([field]) => !field).map(([, message]) => message);
  const box = form.querySelector("[data-refused]");
  if (box) {
    box.hidden = false;
    box.textContent = [problem.title, ...rest].join(" ");
  }
  announce([problem.title, ...places.map(([, message]) => message)].join(" "));
  // The focus stays where the reader is already typing; a dialog may be taller than the window.
  const { form: elsewhere } = document.activeElement;
  if (!elsewhere || elsewhere === form) (places.find(([field]) => field)?.[0] ?? box)?.focus();
}

function fieldOf(form, path) {
  const named = form.elements[path] ?? form.elements[`${path}[]`];
  if (!named) return null;
  return named.length === undefined || named.tagName === "SELECT" ? named : [...named].find(({ type }) => type !== "hidden");
}

function showFault(field, message) {
  const fault = document.getElementById("row-template-fault").content.firstElementChild.cloneNode(true);
  fault.id = `${field.id || field.name}-told`;
  fault.textContent = message;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [fault.id, field.getAttribute("aria-describedby")].filter(Boolean).join(" "));
  (field.closest("fieldset, .field") ?? field.parentElement).prepend(fault);
}

/** Takes away what was said to be wrong in a form. */
export function clearFaults(form) {
  for (const fault of form.querySelectorAll(".fault[id$=-told]")) {
    for (const field of form.querySelectorAll(`[aria-describedby~="${CSS.escape(fault.id)}"]`)) {
      field.removeAttribute("aria-invalid");
      const rest = field.getAttribute("aria-describedby").split(" ").filter((id) => id !== fault.id);
      if (rest.length) field.setAttribute("aria-describedby", rest.join(" "));
      else field.removeAttribute("aria-describedby");
    }
    fault.remove();
  }
  const box = form.querySelector("[data-refused]");
  if (box) box.hidden = true;
}

/** The field in which one begins: what is typed at once must not choose among stances, so that is the text. */
export function firstField(form) {
  const first = form.querySelector("input:not([type=hidden]), textarea, select, button");
  return first?.type === "radio" ? (form.querySelector("textarea") ?? first) : first;
}

function isFilled(fold) {
  return [...fold.querySelectorAll("input, textarea")].some(
    (field) => field.type !== "hidden" && (field.type === "checkbox" ? field.checked : field.value),
  );
}

// All that a person wrote, which they get back if it is refused when its form is gone.
function textsOf(form) {
  const isText = (field) => /^(text|textarea)$/.test(field.type) && field.inputMode !== "numeric";
  const texts = [...form.elements].filter(isText).map(({ value }) => value.trim());
  return texts.filter(Boolean).join("\n\n");
}
