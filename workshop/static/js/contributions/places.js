// Forms at their places on a goal's page: opened by links, kept while somebody writes in them, put away when they are done.

import { actsOn, formIn, thingOf, valuesOf } from "../view/acts.js";
import { dockOf } from "../forms/docks.js";
import { fill, rowTemplate } from "../render/fill.js";
import { firstField, isBegun, leaveDraft, restore, summonForms } from "../forms/forms.js";
import { sayOpen, sayOver } from "../forms/over.js";
import { follow, showIn, typedIn } from "../forms/shown.js";
import { draftOf } from "../storage/storage.js";

const ID = "[id], [for], [aria-describedby], [aria-labelledby], [href], [value]";
const ATTRIBUTES = ["id", "for", "aria-describedby", "aria-labelledby", "href", "value"];
let seenNow = null;
let goalNow = null;
let drawAgain = null;

/** Lets the links of the page open their forms; `redraw` draws the page when one is let go. */
export function takePlaces(redraw) {
  drawAgain = redraw;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-form]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && open(link)) event.preventDefault();
    const cancel = event.target.closest("[data-cancel]");
    if (cancel) event.preventDefault();
    if (cancel) throwAway(cancel.closest("form"));
  });
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("form.placed");
    if (event.key === "Escape" && form && !event.isComposing && !isBegun(form)) throwAway(form);
  });
  document.addEventListener("sent", ({ target }) => target.matches("form.placed") && !dockOf(target) && putAway(target));
  // With a dock it stays until that can say no more; what somebody has gone on with stays too.
  document.addEventListener("saved", ({ target }) => target.matches("form.placed") && !typedIn(target).length && putAway(target));
  document.addEventListener("refused", ({ target }) => target.matches("form.placed") && seenNow && draw(target));
  summonForms({ can: (id) => Boolean(linkTo(id)), open: (id) => linkTo(id) && openAt(linkTo(id), id) });
}

/** Brings all open forms up to date; those with a draft are opened when the page is drawn for the first time. */
export function drawPlaces(view, goal) {
  const first = goalNow?.id !== goal.id;
  [seenNow, goalNow] = [view, goal];
  if (first) for (const link of document.querySelectorAll("a[data-form]")) if (draftOf(link.dataset.form).length) openAt(link, link.dataset.form);
  for (const form of document.querySelectorAll("form.placed")) draw(form);
}

function draw(form) {
  const about = formIn(form.id);
  if (!about) return;
  const thing = thingOf(seenNow, about);
  const may = thing && actsOn(seenNow, about.noun, thing, goalNow).has(about.name);
  if (thing) {
    const values = valuesOf(seenNow, about, thing);
    refresh(form, values);
    fill(form, values);
  }
  if (may) sayOpen(form);
  else if (isBegun(form) || form.dataset.over) sayOver(form, thing ? "over" : "gone", () => forget(form));
  else putAway(form);
}

// Brings a form that is not being edited up to date. After a conflict the form goes on from the current state, with what
// others have changed in the fields that were not touched here.
function refresh(form, values) {
  const { expect } = form.elements;
  if (!expect) return;
  if (!isBegun(form)) {
    if (Number(expect.value) !== values.expect) showIn(form, values);
  } else if (form.dataset.refused === "conflict" && Number(expect.value) !== values.expect) {
    follow(form, values);
    expect.value = values.expect;
  }
}

function linkTo(id) {
  return document.querySelector(`a[data-form="${CSS.escape(id)}"]`);
}

function open(link) {
  const form = openAt(link, link.dataset.form);
  if (!form) return false;
  for (const other of document.querySelectorAll("form.placed")) if (other !== form && !isBegun(other)) putAway(other);
  firstField(form)?.focus({ preventScroll: true });
  form.scrollIntoView({ block: "nearest" });
  return true;
}

function openAt(link, id) {
  const there = document.getElementById(id);
  if (there) return there;
  const about = formIn(id);
  const thing = about && seenNow && thingOf(seenNow, about);
  if (!thing || !document.getElementById(`row-template-${about.name}`)) return null;
  const form = numbered(rowTemplate(about.name), about);
  const values = valuesOf(seenNow, about, thing);
  showIn(form, values);
  fill(form, values);
  const place = link.closest(".acts").nextElementSibling;
  place.querySelector(".comment-thrown-away")?.remove();
  place.append(form);
  restore(form);
  return form;
}

// The row template is about number 0.
function numbered(form, { name, noun, id }) {
  for (const element of [form, ...form.querySelectorAll(ID)]) {
    for (const attribute of ATTRIBUTES) {
      const value = element.getAttribute(attribute);
      if (value?.includes("-0")) element.setAttribute(attribute, value.replaceAll(`${name}-0`, `${name}-${id}`).replaceAll(`${noun}-0`, `${noun}-${id}`));
    }
  }
  for (const field of form.elements) if (field.type === "hidden" && field.name === `${noun}_id`) field.value = id;
  return form;
}

// What was typed can be taken back for as long as the page is there.
function throwAway(form) {
  const begun = draftOf(form.id);
  const place = form.parentElement;
  putAway(form);
  if (!begun.length) return;
  const note = rowTemplate("thrown-away");
  const back = note.querySelector("button");
  back.addEventListener("click", () => {
    note.replaceWith(form);
    leaveDraft(form, begun);
    firstField(form).focus();
  });
  place.append(note);
  back.focus();
}

function forget(form) {
  putAway(form);
  drawAgain();
}

function putAway(form) {
  const link = linkTo(form.id);
  const focused = form.contains(document.activeElement);
  leaveDraft(form);
  form.remove();
  if (!focused) return;
  if (link && !link.hidden) link.focus({ preventScroll: true });
  else (form.closest("article") ?? document.getElementById("comments")).focus({ preventScroll: true });
}
