// The choices of a ballot as the fields of its form: what is stored, what is changed here, and what may still be given.

/** The fields of the choices; their default values are what is stored. */
export function choicesIn(form) {
  return [...form.querySelectorAll("[name^='choices.']")].filter(({ type }) => type !== "hidden");
}

/** The number of dots in a field, whatever type of field it is; what is no number counts for nothing. */
export function dotsIn({ value }) {
  return /^\d+$/.test(value.trim()) ? Number(value) : 0;
}

/** How much of the budget the choices cost: dots, or goals that are chosen. */
export function spentIn(form) {
  return choicesIn(form).reduce((sum, field) => sum + (isBox(field) ? Number(field.checked) : dotsIn(field)), 0);
}

/** Whether anything is chosen. */
export function hasChoice(form) {
  return choicesIn(form).some((field) => (isBox(field) ? field.checked : field.value.trim() !== "" && field.value.trim() !== "0"));
}

/** Whether the choices differ from those that are stored. */
export function isChanged(form) {
  return choicesIn(form).some(differs);
}

/** Takes what is stored, by goal: a choice that was not changed here follows, unless `follows` is false; others stay. */
export function takeStored(form, stored, follows = true) {
  for (const [name, fields] of byName(choicesIn(form))) {
    const value = String(stored[name.slice("choices.".length)] ?? "");
    const kept = !follows || fields.some((field) => differs(field) || isTypedIn(field));
    for (const field of fields) {
      if (isBox(field)) storeBox(field, field.value === value, kept);
      else storeDots(field, value, kept);
    }
  }
}

/** Turns off what can't be pressed: nothing takes a dot or a choice more than there are, or fewer than none. */
export function limit(form, left) {
  for (const field of choicesIn(form)) {
    if (field.type === "checkbox") turnOff(field, left <= 0 && !field.checked);
    else if (!isBox(field)) limitDots(field, left);
  }
  for (const row of form.querySelectorAll(".choice.opinion")) row.querySelector("[data-clear]").hidden = !answerIn(row);
}

/** The field that holds the answer in a row of an opinion; none without one. */
export function answerIn(row) {
  return row.querySelector("[type=radio]:checked");
}

// What is typed may be more than there are, and is told; the arrows of the field and its buttons go no further.
function limitDots(field, left) {
  const dots = dotsIn(field);
  field.max = Math.max(0, dots + left);
  const [less, more] = field.parentElement.querySelectorAll("[data-step]");
  turnOff(less, dots <= 0, more);
  turnOff(more, left <= 0, less);
}

// What is turned off loses the focus, which goes on to the button beside it.
function turnOff(control, off, beside) {
  if (control.disabled === off) return;
  const focused = control === document.activeElement;
  if (off && focused && beside) beside.disabled = false;
  if (off && focused) beside?.focus({ preventScroll: true });
  control.disabled = off;
}

function storeBox(field, chosen, kept) {
  const held = field.checked;
  field.defaultChecked = chosen;
  field.checked = kept ? held : chosen;
}

function storeDots(field, value, kept) {
  if (field.defaultValue === value && (kept || field.value === value)) return;
  const held = field.value;
  field.defaultValue = value;
  field.value = kept ? held : value;
}

function differs(field) {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  return field.value.trim() !== field.defaultValue && !(isNone(field.value) && isNone(field.defaultValue));
}

function isNone(value) {
  return ["", "0"].includes(value.trim());
}

function isBox({ type }) {
  return type === "checkbox" || type === "radio";
}

function isTypedIn(field) {
  return !isBox(field) && field === document.activeElement;
}

function byName(fields) {
  const groups = new Map();
  for (const field of fields) groups.set(field.name, [...(groups.get(field.name) ?? []), field]);
  return groups;
}
