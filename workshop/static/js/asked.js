// What is asked now, in one line at the top of the window for as long as the place where it is asked is out of sight.

import { fill } from "./fill.js";
import { roundValues } from "./rounds.js";

const line = document.querySelector("[data-asked]");
const place = document.getElementById("now");
let round = null;
let away = false;

new IntersectionObserver(([{ isIntersecting }]) => {
  away = !isIntersecting;
  show();
}).observe(place);

/** Keeps the line at the first of the rounds that are asked about now. */
export function drawAsked(seen, rounds) {
  round = rounds.find(({ now }) => now === "open" || now === "revealed") ?? null;
  if (round) fill(line, roundValues(seen, round));
  show();
}

function show() {
  line.hidden = !(away && round);
}
