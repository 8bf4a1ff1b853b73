// Drawing what moves on one wall in one language: its figures and its rows, from a scene.

import { fill, listed } from "../render/fill.js";
import { inLanguage, markLanguages } from "./languages.js";
import { isWide } from "./long-words.js";
import { drawMap } from "./map.js";
import { FIRST } from "./whole.js";

// How many results each page after the first holds at most.
const MOST_ON_A_PAGE = 11;
// How many of the first stand out.
const LIFTED = 3;

/** Draws a scene on a wall; `about` is what every wall has in view, `arrived` the ids of rows that have just come. */
export function draw(wall, scene, about, arrived) {
  const { kind, goals, comments, voters, channels, counted, rows } = scene;
  const rowsIn = (...kinds) => (kinds.includes(kind) ? rows : []);
  const talks = rowsIn("comment", "goal");
  const talking = talks.length;
  const none = ["propose", "comment", "theme"].includes(kind) && !rows.length;
  fill(wall, { ...about, talking, none_yet: none, resulting: Boolean(counted), goals, comments, voters, channel_device: channels.device, channel_paper: channels.paper, channel_hands: channels.hands });
  drawColumns(wall, rowsIn("propose", "theme"), arrived);
  drawRows(wall.querySelector(".talks"), talks, "talk", wall.lang, arrived);
  const results = wall.querySelector(".results");
  const round = String(counted?.id ?? "");
  // Another round may be of another method, whose rows have other places.
  if (results.dataset.round !== round) results.replaceChildren();
  results.dataset.round = round;
  drawRows(results, round ? rows : [], counted?.method, wall.lang, arrived);
  results.dataset.onPage = onPage(rows.length);
  if (round) results.dataset.left = Math.min(goals - rows.length, LIFTED);
  drawMap(wall, counted, rows);
  drawCrowd(wall, kind === "join" ? about.present : 0);
}

function drawColumns(wall, rows, arrived) {
  for (const column of wall.querySelectorAll(".wall-column")) {
    const own = rows.filter(({ theme_id: id }) => String(id) === column.dataset.theme);
    drawRows(column.querySelector(".wall-list"), own, "goal", wall.lang, arrived);
    for (const title of column.querySelectorAll(".wall-row-title")) title.classList.toggle("long", isWide(title.textContent));
    const count = column.querySelector(".wall-column-count");
    const number = String(own.length || "");
    if (count.textContent !== number) count.textContent = number;
  }
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

// How many rows each page after the first ten has: all of them are filled to their foot.
function onPage(rows) {
  const rest = Math.max(1, rows - FIRST);
  return Math.ceil(rest / Math.ceil(rest / MOST_ON_A_PAGE));
}

// A dot for each who is present: more of them are smaller.
function drawCrowd(wall, number) {
  const crowd = wall.querySelector(".wall-crowd");
  const people = Array.from({ length: number ?? 0 }, (_, place) => ({ id: place + 1, revision: 1 }));
  listed(crowd, people, `wall-person-${wall.lang}`);
  crowd.dataset.many = [40, 120, 400].filter((most) => number > most).length;
}
