// What has just come stands large in the middle of the wall for a moment, and then goes to its place.

import { fill } from "../render/fill.js";
import { inLanguage, markLanguages } from "./languages.js";

/** How long it stands there. */
const STANDS_MS = 3000;
const DOCKS_MS = 400;

let shownId = null;

/** Shows a row on every wall; its own place is found when it goes there. */
export function spotlight(walls, row) {
  shownId = row.id;
  for (const wall of walls) {
    const place = wall.querySelector(".wall-arrival");
    fill(place, inLanguage(row, wall.lang));
    markLanguages(place, row, wall.lang);
    place.dataset.colour = row.colour;
    place.hidden = false;
  }
  setTimeout(() => shownId === row.id && dock(walls, row.id), STANDS_MS);
}

/** Takes away what is shown, where its row has gone or there is to be no motion. */
export function endSpotlight(walls, rows = []) {
  if (shownId === null || rows.some(({ id }) => id === shownId)) return;
  shownId = null;
  for (const wall of walls) wall.querySelector(".wall-arrival").hidden = true;
}

async function dock(walls, id) {
  await Promise.all(walls.map((wall) => goTo(wall.querySelector(".wall-arrival"), wall.querySelector(`.wall-row[data-id="${id}"]`))));
  if (shownId === id) endSpotlight(walls);
}

// Nobody sees the wall of the other language, which has no place either.
function goTo(arrival, row) {
  const [from, to] = [arrival, row].map((each) => each?.getBoundingClientRect());
  if (!from?.width || !to?.width) return null;
  const [x, y] = [to.x + to.width / 2 - from.x - from.width / 2, to.y + to.height / 2 - from.y - from.height / 2];
  const there = { transform: `translate(${x}px, ${y}px) scale(${to.width / from.width})`, opacity: 0 };
  return arrival.animate([{}, there], { duration: DOCKS_MS, easing: "ease-in" }).finished;
}
