// Finding on a long ballot: by words, by group, or by what has no choice yet. What is not found is out of sight, not undone.

import { fold, saidIn } from "../language/fold.js";
import { word } from "../language/words.js";
import { isChosen } from "./fields.js";

const texts = new WeakMap();

/** Lets one find on long ballots, from now on. */
export function takeFinding() {
  for (const name of ["input", "change"]) document.addEventListener(name, ({ target }) => found(target));
  document.addEventListener("keydown", keyed);
}

/** Finds anew on a ballot whose rows were drawn anew. */
export function findAgain(form) {
  const { words, group, open, said } = partsOf(form);
  const wanted = fold(words.value).split(" ").filter(Boolean);
  let number = 0;
  const rows = form.querySelectorAll(".ballot-choice");
  for (const row of rows) {
    const isWanted = wanted.every((each) => saidIn(each, textOf(row))) && isIn(row, group.value) && !(open.checked && isChosen(row));
    row.hidden = !isWanted;
    number += isWanted;
  }
  said.textContent = number < rows.length ? word("ballot_found", { num: number }) : "";
}

function found(field) {
  if (field.closest?.("[data-find]")) findAgain(field.form);
}

// Enter looks, and casts no vote; an arrow goes on to the first that was found.
function keyed(event) {
  const { target, key, isComposing } = event;
  if (isComposing || !target.matches("[data-find-words]") || !["Enter", "ArrowDown"].includes(key)) return;
  event.preventDefault();
  const row = target.form.querySelector(".ballot-choice:not([hidden])");
  row?.querySelector("input:not([type=hidden], [tabindex='-1']), select")?.focus();
}

function isIn(row, group) {
  return !group || row.closest(".choice-group").dataset.id === group;
}

function textOf(row) {
  const said = (row.querySelector("[data-field=title]") ?? row).textContent;
  if (texts.get(row)?.said !== said) texts.set(row, { said, folded: fold(said) });
  return texts.get(row).folded;
}

function partsOf(form) {
  const part = (name) => form.querySelector(`[data-find-${name}]`);
  return { words: part("words"), group: part("group"), open: part("open"), said: part("said") };
}
