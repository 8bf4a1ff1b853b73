// Places on a ballot that puts goals in order: given from 1 on, taken back so that those behind move up, and exchanged.

import { numberIn } from "./fields.js";

/** Gives a goal the next place, as long as there is one. */
export function givePlace(row) {
  if (row.querySelector('[data-step="1"]').disabled) return;
  const taken = fieldsBeside(row).map(numberIn);
  set(row, Math.max(0, ...taken) + 1);
}

/** Takes a goal's place back; those behind it move up. */
export function takePlaceBack(row) {
  const place = numberIn(fieldOf(row));
  for (const field of fieldsBeside(row)) if (place && numberIn(field) > place) field.value = numberIn(field) - 1;
  set(row, "");
}

/** Moves a goal by one place, and the one that has it the other way. */
export function movePlace(row, way) {
  const place = numberIn(fieldOf(row));
  const other = fieldsBeside(row).find((field) => numberIn(field) === place + way);
  if (!place || !other) return;
  other.value = place;
  set(row, place + way);
}

function set(row, place) {
  const field = fieldOf(row);
  field.value = place;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function fieldOf(row) {
  return row.querySelector("input[type=text]");
}

function fieldsBeside(row) {
  return [...row.closest("form").querySelectorAll("[data-places]")].filter((other) => other !== row).map(fieldOf);
}
