// What has been proposed already and says nearly the same, offered beside the field in which somebody types a goal.

import { announce } from "../language/words.js";
import { live } from "../live/live.js";
import { listed } from "../render/fill.js";

const TITLE = ".goal-propose [name=title]";
const PAUSE_MS = 400;
// Fewer letters say nothing yet.
const SHORTEST = 6;
const boxes = new WeakMap();
let waiting = null;

/** Offers it from now on, and for what is typed in `field` already. */
export function takeSimilar(field) {
  document.addEventListener("input", ({ target }) => target.matches(TITLE) && soon(target));
  for (const name of ["reset", "saved"]) document.addEventListener(name, ({ target }) => setTimeout(hideUntyped, 0, target));
  soon(field);
}

function soon(field) {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE_MS, field);
}

function hideUntyped(form) {
  const box = boxes.get(form);
  if (box && !form.querySelector(TITLE)?.value) offer(box, []);
}

async function look(field) {
  const { form, value: title } = field;
  const { theme_id: theme, lang } = form.elements;
  const asked = new URLSearchParams({ title, lang: lang.value, ...(theme?.value && { theme_id: theme.value }) });
  try {
    const box = boxes.get(form) ?? (await fetchBox(form));
    const found = title.trim().length < SHORTEST ? [] : await fetchSimilar(asked);
    // Another answer is on its way for what was typed since.
    if (field.value === title) offer(box, found);
  } catch {
    // It is an offer: without a network there is none.
  }
}

async function fetchSimilar(asked) {
  const answer = await fetch(`/api/v1/consultations/${live.slug}/similar?${asked}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).goals;
}

async function fetchBox(form) {
  const answer = await fetch(`/c/${live.slug}/similar`);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const box = page.querySelector(".goal-similar");
  if (!document.getElementById("row-template-similar")) document.body.append(page.querySelector("template"));
  // Behind all that one may be about to press.
  form.querySelector(".goal-extras").after(box);
  boxes.set(form, box);
  return box;
}

function offer(box, found) {
  const { goals, themes } = live.snapshot;
  const there = found.map(({ goal_id: id }) => goals.find((goal) => goal.id === id && !goal.removed)).filter(Boolean);
  listed(box.querySelector("ul"), there, "similar", (goal) => ({ ...goal, path: `/c/${live.slug}/goals/${goal.id}`, theme: themes.find(({ id }) => id === goal.theme_id)?.title ?? "" }));
  if (box.hidden && there.length && !box.dataset.told) {
    announce(box.querySelector("[data-announced]").textContent);
    box.dataset.told = "told";
  }
  box.hidden = !there.length;
}
