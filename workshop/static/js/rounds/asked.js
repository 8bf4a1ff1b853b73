// What is asked now, in one line at the top of every page of a consultation; where it is asked here, for as long as that is out of sight.

import { now } from "../language/clock.js";
import { fill } from "../render/fill.js";
import { sayStates } from "./states.js";
import { roundValues, wordOfKind } from "../view/rounds.js";
import { announce, textIn, word } from "../language/words.js";

const LAST_MS = 60000;
// Of a time farther away than a timer can wait the next drawing is early enough.
const LONGEST_MS = 3600000;
const line = document.querySelector("[data-asked]");
const place = document.getElementById("now");
const shownBefore = new Set();
let isFirst = true;
let round = null;
let away = !place;
let warning = null;
let warnedOf = "";

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
  warn();
}

// The last minute is said once, to those who do not look at a clock, and the line stays in sight during it.
function warn() {
  clearTimeout(warning);
  const closes = round?.state === "open" && !round.paused_at ? round.closes_at : null;
  const left = closes ? Date.parse(closes) - now() : 0;
  line.classList.toggle("urgent", left > 0 && left <= LAST_MS);
  if (left > LAST_MS && left < LONGEST_MS) warning = setTimeout(warn, left - LAST_MS);
  if (left <= 0 || left > LAST_MS || warnedOf === closes) return;
  warnedOf = closes;
  // Beside a ballot its dock says so, and only to whoever has not sent it.
  if (place && round.kind === "vote") return;
  announce(word("last_minute", { title: textIn(round.title)[0] }));
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
