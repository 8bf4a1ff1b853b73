// Fields for one sentence: they grow with it, say when it gets long, and Enter sends their form as in a field of one line.

import { word } from "../language/words.js";

const LONG = 120;
const MOST_ROWS = 4;
const grows = CSS.supports("field-sizing", "content");

/** Takes over the fields of this page, also those that come later. */
export function takeSentences() {
  document.addEventListener("keydown", (event) => {
    const { target, key, isComposing, shiftKey, form = target.form } = event;
    if (key !== "Enter" || isComposing || shiftKey || !isSentence(target)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button:not([type=button])"));
  });
  for (const name of ["input", "focusin"]) document.addEventListener(name, ({ target }) => isSentence(target) && follow(target));
  for (const name of ["restored", "reset"]) document.addEventListener(name, ({ target }) => setTimeout(() => followAll(target)));
  followAll(document);
}

function isSentence(field) {
  return field.dataset?.sentence !== undefined;
}

function followAll(within) {
  for (const field of within.querySelectorAll("[data-sentence]")) follow(field);
}

function follow(field) {
  if (!grows) grow(field);
  const left = Number(field.dataset.sentence) - [...field.value].length;
  const counter = field.parentElement.querySelector(".counter");
  counter.hidden = Number(field.dataset.sentence) - left < LONG;
  counter.classList.toggle("fault", left < 0);
  counter.textContent = counter.hidden ? "" : word(left < 0 ? "letters_over" : "letters_left", { num: Math.abs(left) });
}

function grow(field) {
  field.rows = 2;
  while (field.rows < MOST_ROWS && field.scrollHeight > field.clientHeight) field.rows += 1;
}
