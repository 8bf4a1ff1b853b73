// Drawing one wall in one language: its marked places and its rows, from a scene.

import { fill, listed } from "./fill.js";
import { methodOf } from "./methods.js";
import { slotOf } from "./words.js";

/** Questions longer than this are set smaller, so that they are seen whole; wall/_facts.html has the same. */
const LENGTHS = [
  ["longest", 170],
  ["longer", 90],
  ["long", 45],
];

/** Draws a scene on a wall; `about` is what every wall has in view, `arrived` the ids of rows that have just come. */
export function draw(wall, scene, about, arrived) {
  wall.dataset.scene = scene.kind;
  fillIn(wall, { ...about, ...valuesOf(scene, wall.lang) }, wall.lang);
  const [goals, results] = wall.querySelectorAll(".wall-list");
  const listing = scene.kind === "propose" || scene.kind === "comment";
  drawRows(goals, listing ? scene.rows : [], "goal", wall.lang, arrived);
  const counted = String(scene.counted?.id ?? "");
  // Another round may be of another method, whose rows have other places.
  if (results.dataset.round !== counted) results.replaceChildren();
  results.dataset.round = counted;
  drawRows(results, counted ? scene.rows : [], scene.counted?.method, wall.lang, arrived);
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

function valuesOf({ kind, round, rows, goals, counted, voters }, lang) {
  const listing = kind === "propose" || kind === "comment";
  const voting = kind === "vote";
  const [asked = ""] = Object.values(inLanguage({ title: round?.title ?? {} }, lang).title);
  const size = LENGTHS.find(([, least]) => [...asked].length > least)?.[0];
  // Nothing is named by the empty word: the lists of a wall have it as their attribute's value.
  const points = voting && methodOf(round).points;
  return {
    joining: kind === "join",
    question: round?.title ?? {},
    [size]: true,
    goals,
    voters,
    ...(points && { [points]: round.points }),
    over: round?.now === "closed",
    so_far: counted?.now === "open",
    listing: listing && rows.length,
    none_yet: listing && !rows.length,
    voting,
    counted: kind === "counted" && !round.withheld,
    withheld: kind === "counted" && round.withheld,
    resulting: Boolean(counted),
    no_results: kind === "results" && !counted,
    ...(voting && promises(round)),
  };
}

function promises({ method, secrecy, results }) {
  const live = results === "live" && secrecy !== "secret";
  return {
    [`by_${method}`]: true,
    [`is_${secrecy}`]: true,
    shown_on_reveal: results === "on_reveal",
    shown_live: live,
    shown_at_close: results !== "on_reveal" && !live,
  };
}

// A wall may be in another language than its page, so it chooses among the wordings of its texts by itself.
function fillIn(element, values, lang) {
  fill(element, inLanguage(values, lang));
  markLanguages(element, values, lang);
}

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
