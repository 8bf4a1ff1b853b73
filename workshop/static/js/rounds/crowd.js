// Who waits sees that others come: how many, a point for each, and fells that grow with them.

import { listed } from "../render/fill.js";
import { word } from "../language/words.js";

const MOST_DRAWN = 60;
// From so many people on the fells are higher.
const HEIGHTS = [3, 10, 20, 40];

/** Shows how many are present, where somebody waits; null: not known yet. */
export function drawCrowd(number) {
  const place = document.querySelector("[data-crowd]");
  if (!place || number === null) return;
  const others = Math.max(0, number - 1);
  const words = others ? word("others_here", { num: others }) : word("first_here");
  const said = place.parentElement.querySelector("[data-present]");
  if (said.textContent !== words) said.textContent = words;
  listed(place, Array.from({ length: Math.min(number, MOST_DRAWN) }, (_, at) => ({ id: at + 1, revision: 0 })), "person");
  place.parentElement.querySelector("[data-risen]").dataset.risen = HEIGHTS.filter((each) => number >= each).length;
}
