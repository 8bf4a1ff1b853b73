// What is asked now, in one line at the top of every page of a consultation; where it is asked here, for as long as that is out of sight.

import { fill } from "../render/fill.js";
import { sayStates } from "./states.js";
import { roundValues, wordOfKind } from "../view/rounds.js";
import { word } from "../language/words.js";

const line = document.querySelector("[data-asked]");
const place = document.getElementById("now");
const shownBefore = new Set();
let isFirst = true;
let round = null;
let away = !place;

if (place) {
  new IntersectionObserver(([{ isIntersecting, boundingClientRect: { bottom } }]) => {
    // Only below it: at the top of the page the line would cover the way back.
    away = !isIntersecting && bottom <= 0;
    show();
  }).observe(place);
}

/** Keeps the line at the first of the rounds that are asked about here; on other pages at what opened last, or was shown meanwhile. */
export function drawAsked(view, rounds = view.askedRounds) {
  sayStates(view.rounds);
  for (const { id, state } of isFirst ? view.rounds : []) if (state === "revealed") shownBefore.add(id);
  isFirst = false;
  round = rounds.find(({ id, state }) => state === "open" || (state === "revealed" && (place || !shownBefore.has(id)))) ?? null;
  if (round) fill(line, { ...roundValues(view, round), place: placeOf(view, round), begun: round.state === "revealed" ? word("begun_revealed") : wordOfKind("begun", round) });
  show();
}

function placeOf(view, { id, state, workshop_id: number }) {
  if (place) return "#now";
  if (state === "revealed") return `/c/${view.slug}/results#results-${id}`;
  const workshop = view.workshops.find((one) => one.id === number);
  return `${workshop ? `/w/${workshop.code}` : `/c/${view.slug}`}#round-${id}`;
}

function show() {
  line.hidden = !(away && round);
}
