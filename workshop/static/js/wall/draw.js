// Drawing what moves on one wall in one language: its figures and its rows, from a scene.

import { fill, listed } from "../render/fill.js";
import { slotOf } from "../language/words.js";

/** Draws a scene on a wall; `about` is what every wall has in view, `arrived` the ids of rows that have just come. */
export function draw(wall, scene, about, arrived) {
  const { goals: number, voters, rows } = scene;
  const listing = scene.kind === "propose" || scene.kind === "comment";
  const there = { listing: listing && rows.length, none_yet: listing && !rows.length, resulting: Boolean(scene.counted) };
  fill(wall, { ...about, ...there, goals: number, voters });
  const [goals, results] = wall.querySelectorAll(".wall-list");
  drawRows(goals, listing ? rows : [], "goal", wall.lang, arrived);
  const counted = String(scene.counted?.id ?? "");
  // Another round may be of another method, whose rows have other places.
  if (results.dataset.round !== counted) results.replaceChildren();
  results.dataset.round = counted;
  drawRows(results, counted ? rows : [], scene.counted?.method, wall.lang, arrived);
}

function drawRows(list, rows, name, lang, arrived) {
  listed(list, rows, `wall-${name}-${lang}`, (row) => inLanguage(row, lang), (row) => JSON.stringify(row));
  rows.forEach((row, place) => {
    const element = list.children[place];
    markLanguages(element, row, lang);
    if (!arrived.has(row.id)) return;
    element.classList.remove("new");
    // Asking for its size lets the highlight begin anew in a row that has had it before.
    void element.offsetHeight;
    element.classList.add("new");
  });
}

// A wall may be in another language than its page, so it chooses among the wordings of its texts by itself.
function inLanguage(values, lang) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isTexts(value) ? oneOf(value, lang) : value]),
  );
}

function markLanguages(element, values, lang) {
  for (const place of element.querySelectorAll("[data-field]")) {
    const value = values[place.dataset.field];
    if (!isTexts(value)) continue;
    const spoken = Object.keys(oneOf(value, lang))[0]?.split("-")[0] ?? lang;
    if (spoken === lang) place.removeAttribute("lang");
    else place.lang = spoken;
  }
}

function isTexts(value) {
  return value !== null && typeof value === "object";
}

function oneOf(texts, lang) {
  const slot = slotOf(texts, lang);
  return slot ? { [slot]: texts[slot] } : {};
}
