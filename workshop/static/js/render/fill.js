// Row templates: the same partial that the server renders for each thing, filled here with what is new.

import { language, textIn } from "../language/words.js";

/** Gives a fresh copy of the one element in `<template id="row-template-NAME">`. */
export function rowTemplate(name) {
  return document.getElementById(`row-template-${name}`).content.firstElementChild.cloneNode(true);
}

/** Fills an element's marked places from `values`; touches only what differs, and never what lists or `data-apart` hold. */
export function fill(element, values) {
  for (const place of placesIn(element)) fillPlace(place, values);
  return element;
}

/**
 * Keeps a container's children in step with `things`, one for each, by `data-id`.
 *
 * Children whose thing is the same as before (by `data-mark`, its revision by default) are left alone, and none is
 * taken out and put back without need, so that focus, caret and scroll position stay.
 */
export function listed(container, things, name, valuesOf = (thing) => thing, markOf = (thing) => thing.revision) {
  const held = new Map([...container.children].filter(({ dataset }) => dataset.id).map((row) => [row.dataset.id, row]));
  // Before anything is placed: behind a row that goes, all others would be taken out and put back.
  const wanted = new Set(things.map(({ id }) => String(id)));
  for (const [id, row] of held) if (!wanted.has(id)) row.remove();
  let place = container.firstElementChild;
  for (const thing of things) {
    const id = String(thing.id);
    const row = held.get(id) ?? rowTemplate(name);
    const mark = String(markOf(thing));
    if (row.dataset.mark !== mark) {
      fill(row, valuesOf(thing));
      row.dataset.id = id;
      row.dataset.mark = mark;
    }
    while (place && place !== row && !place.dataset.id) place = place.nextElementSibling;
    if (place === row) place = place.nextElementSibling;
    else container.insertBefore(row, place);
  }
}

const MARKED = "[data-field], [data-show], [data-hide], [data-attr], [data-class], [data-list]";

function placesIn(element) {
  const inner = [...element.querySelectorAll(MARKED)].filter((each) => {
    const list = each.parentElement.closest("[data-list], [data-apart]");
    return !list || !element.contains(list);
  });
  return element.matches(MARKED) ? [element, ...inner] : inner;
}

function fillPlace(place, values) {
  const { field, show, hide, attr, class: classes, list, rowTemplate: rowTemplateName } = place.dataset;
  if (field !== undefined && field in values) setText(place, values[field]);
  if (show !== undefined) place.hidden = !isThere(values[show]);
  if (hide !== undefined) place.hidden = isThere(values[hide]);
  for (const pair of attr?.split(" ") ?? []) {
    const [name, key] = pair.split(":");
    if (key in values) setAttribute(place, name, values[key]);
  }
  for (const name of classes?.split(" ") ?? []) place.classList.toggle(name, isThere(values[name]));
  if (list !== undefined && list in values) listed(place, values[list], rowTemplateName);
}

function isThere(value) {
  if (value && typeof value === "object") return (value.length ?? Object.keys(value).length) > 0;
  return Boolean(value);
}

/** Puts a text into an element that does not say it yet: what is set anew costs as much as a change. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setText(place, value) {
  const [text, lang] = value && typeof value === "object" ? textIn(value) : [String(value ?? ""), language];
  say(place, text);
  if (lang === language) place.removeAttribute("lang");
  else place.lang = lang;
}

function setAttribute(place, name, given) {
  const value = given && typeof given === "object" ? textIn(given)[0] : given;
  if (value === null || value === false) place.removeAttribute(name);
  // A symbol stands in the file where the server said; the value names it there, with or without its mark.
  else if (place.localName === "use") place.setAttribute(name, place.getAttribute(name).replace(/#.*/, `#${value.replace("#", "")}`));
  else if (name === "value" && place.type !== "checkbox" && place.type !== "radio") place.value = value;
  else place.setAttribute(name, value);
}
