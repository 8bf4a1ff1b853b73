// The choices of a ballot as the fields of its form: what is stored, what is changed here, and what may still be given.

/** The fields of the choices; their default values are what is stored. */
export function choicesIn(form) {
  return [...form.querySelectorAll("[name^='choices.']")].filter(({ type }) => type !== "hidden");
}

/** The number in a field, whatever type of field it is; what is no number counts for nothing. */
export function numberIn({ value }) {
  return /^\d+$/.test(value.trim()) ? Number(value) : 0;
}

/** How much of the budget the choices cost: the numbers in their fields, or how many are chosen or have a place. */
export function spentIn(form) {
  return choicesIn(form).reduce((sum, field) => sum + costOf(field), 0);
}

/** For how many goals something is chosen. */
export function chosenIn(form) {
  return chosenRows(form).length;
}

/** Whether the choices differ from those that are stored. */
export function isChanged(form) {
  return choicesIn(form).some(differs);
}

/** Turns off what can't be pressed: nothing takes a point or a choice more than there are, or fewer than none; one goal takes no more than its `most`. */
export function limit(form, left, most = Infinity) {
  const last = Math.max(0, ...choicesIn(form).filter(isPlace).map(numberIn));
  for (const field of choicesIn(form)) {
    if (field.type === "checkbox") turnOff(field, left <= 0 && !field.checked);
    else if (isPlace(field)) limitPlace(field, left, last);
    else if (field.matches("[data-reason]")) field.required = Boolean(field.closest("[data-answers]").querySelector("[data-asks]:checked"));
    else if (!isBox(field)) limitSteps(field, Math.min(left, most - numberIn(field)));
  }
  for (const row of form.querySelectorAll("[data-answers]")) row.querySelector("[data-clear]").hidden = !answerIn(row);
}

/** Whether places are given as the server takes them: from 1 on, none twice and none left out. */
export function isInOrder(form) {
  const given = choicesIn(form).filter((field) => isPlace(field) && isMade(field)).map(numberIn).sort((one, other) => one - other);
  return given.every((place, at) => place === at + 1);
}

/** Shows those goals alone for which something is chosen now, or all again. */
export function showOnlyChosen(form, only) {
  if ("only" in form.dataset === only) return;
  form.toggleAttribute("data-only", only);
  form.querySelector("[data-act=chosen]").setAttribute("aria-pressed", only);
  // A row from which the choice is taken back stays under the finger.
  for (const row of form.querySelectorAll(".ballot-choice")) row.toggleAttribute("data-chosen", only && isChosen(row));
}

/** Whether something is chosen in a row. */
export function isChosen(row) {
  return choicesIn(row).some(isMade);
}

/** The rows in which something is chosen, in their order. */
export function chosenRows(form) {
  return [...form.querySelectorAll(".ballot-choice")].filter(isChosen);
}

/** The field that holds the answer in a row of several answers; none without one. */
export function answerIn(row) {
  return row.querySelector("[type=radio]:checked");
}

// A typed number may exceed the budget and is then reported; the arrows and buttons stop at the budget.
function limitSteps(field, left) {
  const number = numberIn(field);
  const [less, more] = field.parentElement.querySelectorAll("[data-step]");
  if (!less) return;
  field.max = Math.max(0, number + left);
  const token = less.querySelector("[data-number]");
  if (token.textContent !== String(number || "")) token.textContent = number || "";
  turnOff(less, number <= 0, more);
  turnOff(more, left <= 0, less);
}

function limitPlace(field, left, last) {
  const place = numberIn(field);
  const row = field.closest("[data-places]");
  limitSteps(field, place ? 0 : left);
  row.querySelector(".ballot-moves").hidden = !place;
  row.querySelector("[data-move='-1']").disabled = place <= 1;
  row.querySelector("[data-move='1']").disabled = place >= last;
}

// What is turned off loses the focus, which goes on to the button beside it.
function turnOff(control, off, beside) {
  if (control.disabled === off) return;
  const focused = control === document.activeElement;
  if (off && focused && beside) beside.disabled = false;
  if (off && focused) beside?.focus({ preventScroll: true });
  control.disabled = off;
}

function differs(field) {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  return field.value.trim() !== field.defaultValue && !(isNone(field.value) && isNone(field.defaultValue));
}

// A reason alone chooses nothing.
function isMade(field) {
  return isBox(field) ? field.checked && !isNone(field.value) : !field.matches("[data-reason]") && !isNone(field.value);
}

function costOf(field) {
  if (isBox(field)) return Number(field.checked);
  return isPlace(field) ? Number(isMade(field)) : numberIn(field);
}

function isPlace(field) {
  return field.closest("[data-places]") !== null;
}

function isNone(value) {
  return ["", "0"].includes(value.trim());
}

function isBox({ type }) {
  return type === "checkbox" || type === "radio";
}
