// What a form showed: the values that its fields came with (`shown.<name>` says them to the server).
//
// A field that was not changed here is not sent, so that changes made elsewhere meanwhile stay.

const SHOWN = "shown.";
// What is about the form itself: never a draft, so that nobody is taken to have ticked what they ticked long ago.
const OWN = new Set(["key", "page", "form", "expect", "lang", "asks", "understood"]);

/** Puts values, by field, into a form as if the page had come with them: only what is typed then counts as changed. */
export function showIn(form, values) {
  const groups = groupsOf(form);
  for (const [name, value] of Object.entries(values)) {
    for (const field of form.elements) if (field.type === "hidden" && field.name === name && !Array.isArray(value)) field.value = textOf(value);
    const fields = groups.get(name) ?? [];
    setShown(form, name, fields, value);
    put(fields, value);
    if (values.lang) for (const field of fields) if (isText(field)) field.lang = values.lang;
  }
}

/**
 * Lets a form go on from the values that things have by now: what nobody touched here takes them, what was typed stays.
 *
 * Gives whether any of them was another before. The field that has the focus is left alone.
 */
export function follow(form, values) {
  let moved = false;
  const groups = groupsOf(form);
  for (const [name, value] of Object.entries(values)) {
    const fields = groups.get(name) ?? [];
    if (!fields.length || fields.some((field) => isText(field) && field === document.activeElement)) continue;
    const [held, shown] = [valueOf(fields), shownIn(fields)];
    const changed = !same(held, shown);
    moved ||= !same(shown, value);
    setShown(form, name, fields, value);
    put(fields, changed ? held : value);
  }
  return moved;
}

/** Gives what the fields of a form hold, by name. */
export function valuesIn(form) {
  return Object.fromEntries([...groupsOf(form)].map(([name, fields]) => [name, valueOf(fields)]));
}

/** Takes what was sent, `[name, value]` pairs, for what is shown from now on: it is stored. */
export function showSent(form, sent) {
  for (const [name, value] of changesIn(sent)) {
    const fields = fieldsOf(form, name);
    if (!fields.length || !form.elements[SHOWN + name]) continue;
    const held = valueOf(fields);
    setShown(form, name, fields, name.endsWith("[]") ? sent.filter(([each]) => each === name).map(([, each]) => each) : value);
    put(fields, held);
  }
}

/** Gives those of a form's fields, `[name, value]` pairs, that were not sent as they were shown: what the server takes. */
export function changesIn(sent) {
  const shown = new Map(sent.filter(([name]) => name.startsWith(SHOWN)).map(([name, value]) => [name.slice(SHOWN.length), value]));
  const last = new Map(sent.filter(([name]) => !name.startsWith(SHOWN)));
  const values = (name) => sent.filter(([each, value]) => each === name && value).map(([, value]) => value);
  const isShown = (name) => (name.endsWith("[]") ? same(shown.get(name).split(" ").filter(Boolean), values(name)) : shown.get(name) === last.get(name));
  return sent.filter(([name]) => last.has(name) && !(shown.has(name) && isShown(name)));
}

/**
 * Gives what was typed into a form and is not stored, as `[name, value]` pairs: of the fields that were changed, and of
 * no others, whose values may become others meanwhile. Of a box that was unticked there is its name.
 */
export function typedIn(form, names = changedNames(form)) {
  const typed = [...new FormData(form)];
  const own = names.filter((name) => !OWN.has(name));
  // What was written in one language stays in it, whichever the page is shown in afterwards.
  if (own.length && fieldsOf(form, "lang").length) own.push("lang");
  return own.flatMap((name) => {
    const values = typed.filter(([each]) => each === name);
    return values.length ? values : [[name, ""]];
  });
}

/** Puts `[name, value]` pairs back into a form's fields of these names; a box that none of them names is unticked. */
export function putBack(form, fields, names = new Set(fields.map(([name]) => name))) {
  for (const name of names) {
    const values = fields.filter(([each]) => each === name).map(([, value]) => value);
    const held = fieldsOf(form, name);
    if (held.length && (!OWN.has(name) || name === "lang")) put(held, held[0].type === "checkbox" ? values : values.at(-1));
  }
  form.dispatchEvent(new Event("restored", { bubbles: true }));
}

/** Gives the names of the fields that hold something else than they showed. */
export function changedNames(form) {
  const changed = [...groupsOf(form)].filter(([, fields]) => !same(valueOf(fields), shownIn(fields)));
  return changed.map(([name]) => name);
}

function groupsOf(form) {
  const groups = new Map();
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    if (groups.has(field.name)) groups.get(field.name).push(field);
    else groups.set(field.name, [field]);
  }
  return groups;
}

function fieldsOf(form, name) {
  return groupsOf(form).get(name) ?? [];
}

function valueOf(fields) {
  if (fields[0].type === "checkbox") return fields.filter(({ checked }) => checked).map(({ value }) => value);
  if (fields[0].type === "radio") return fields.find(({ checked }) => checked)?.value ?? "";
  return fields.at(-1).value;
}

function shownIn(fields) {
  if (fields[0].type === "checkbox") return fields.filter(({ defaultChecked }) => defaultChecked).map(({ value }) => value);
  if (fields[0].type === "radio") return fields.find(({ defaultChecked }) => defaultChecked)?.value ?? "";
  if (fields[0].tagName !== "SELECT") return fields.at(-1).defaultValue;
  const { options } = fields[0];
  return ([...options].find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? "";
}

function setShown(form, name, fields, value) {
  const hidden = form.elements[SHOWN + name];
  if (hidden) hidden.value = Array.isArray(value) ? value.filter(Boolean).join(" ") : textOf(value);
  for (const field of fields) {
    if (field.type === "checkbox" || field.type === "radio") field.defaultChecked = isAmong(value, field.value);
    else if (field.tagName === "SELECT") for (const option of field.options) option.defaultSelected = option.value === textOf(value);
    else field.defaultValue = textOf(value);
  }
}

function put(fields, value) {
  for (const field of fields) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = isAmong(value, field.value);
    else field.value = textOf(value);
  }
}

function isAmong(value, one) {
  return Array.isArray(value) ? value.map(String).includes(one) : textOf(value) === one;
}

function same(one, other) {
  const list = (value) => (Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean).sort();
  return JSON.stringify(list(one)) === JSON.stringify(list(other));
}

function isText(field) {
  return field.matches("textarea, input:not([type=checkbox], [type=radio])");
}

function textOf(value) {
  return String(value ?? "");
}
