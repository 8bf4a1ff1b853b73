// The room, and the consultation between workshops: what is asked now, and the goals.

import { drawAsked } from "../rounds/asked.js";
import { takeBallots } from "../ballot/ballots.js";
import { takeDensity } from "../contributions/density.js";
import { takeDocks } from "../contributions/docks.js";
import { takeFolds } from "../contributions/folds.js";
import { drawGoals, listAnew } from "../contributions/goals.js";
import { takeNews } from "../contributions/listing.js";
import { live } from "../live/live.js";
import { drawNow } from "../rounds/now.js";
import { begin } from "../frame/page.js";
import { opensHere } from "../contributions/opening.js";
import { lastVisit } from "../storage/visits.js";
import { askingOf } from "../view/rounds.js";
import { SnapshotView } from "../view/snapshot-view.js";

// A list of so many goals is searched, and the first letter must not wait for a script.
const LONG = 30;
const SOON_MS = 2000;
const workshop = Number(document.body.dataset.workshop) || null;
const voted = new Set();
const filter = document.getElementById("goal-filter");
const since = lastVisit();
let seen = null;
let drawSheet = () => {};
let isStaged = false;
let isNoticed = false;
let isFirst = true;
const themes = document.getElementById("themes");
const anytime = document.getElementById("anytime");

function draw(view) {
  const before = seen;
  seen = view;
  const rounds = workshop ? [view.presentRound(workshop)].filter(Boolean) : consultationRounds(view);
  drawNow(view, rounds, workshop ? view.roundsOf(workshop) : view.rounds);
  if (workshop) void showStage(view, isFirst);
  isFirst = false;
  void showCrowd();
  drawAsked(view, rounds);
  const proposing = rounds.some((round) => askingOf(view, round) === "propose");
  // In the room, a list never stands twice: what one votes on is on the ballot.
  const asked = rounds.map((round) => askingOf(view, round));
  if (workshop) themes.hidden = asked.includes("vote") || (asked.includes("planned") && !view.goals.size);
  if (anytime) anytime.hidden = proposing;
  if (!themes.hidden) drawGoals(view, proposing || view.leads);
  void showNotices(view);
  if (before) void showUnsealed(before, view);
  drawSheet(view);
}

// Few rounds are quiet ones.
async function showUnsealed(before, view) {
  if (themes.hidden || !view.rounds.some(({ contributions }) => contributions === "at_close")) return;
  const { leadToUnsealed } = await import("../rounds/unsealed.js").catch(() => ({}));
  leadToUnsealed?.(before, view, themes, () => listAnew(seen));
}

// Only who waits sees who else has come.
async function showCrowd() {
  if (!document.querySelector("[data-crowd]")) return;
  const { drawCrowd } = await import("../rounds/crowd.js").catch(() => ({}));
  drawCrowd?.(live.presence);
}

// What a facilitator shows to the hall comes with the first thing that is shown; what was there before leads nobody away.
async function showStage(view, wasThere) {
  isStaged ||= view.workshops.some(({ id, showing }) => id === workshop && showing);
  if (!isStaged) return;
  const { drawStage } = await import("../rounds/stage.js").catch(() => ({}));
  drawStage?.(view, workshop, wasThere);
}

// Few ever have a notice.
async function showNotices(view) {
  isNoticed ||= view.notices.length > 0;
  if (!isNoticed) return;
  const { drawNotices } = await import("../contributions/notices.js").catch(() => ({}));
  drawNotices?.(view);
}

// A vote that was open here stays, with what became of it.
function consultationRounds(view) {
  const asked = view.consultationRounds;
  for (const { id, kind } of asked) if (kind === "vote") voted.add(id);
  return view.rounds.filter((round) => (round.state === "open" ? asked.includes(round) : voted.has(round.id)));
}

// What a sheet needs is fetched with the first goal that is opened in one: phones never have one.
async function openFirst(event) {
  if (!opensHere(event)) return;
  event.preventDefault();
  document.removeEventListener("click", openFirst);
  const link = event.target.closest("a");
  try {
    const { takeSheet } = await import("../contributions/sheet.js");
    drawSheet = takeSheet(redraw, link);
  } catch {
    location.assign(link.href);
  }
}

// What narrows the list down is fetched when somebody turns to it, and for a long list soon; until then, and without it,
// the form is a plain one.
async function wantFilter() {
  if (filter.dataset.wanted) return;
  filter.dataset.wanted = "now";
  const { takeFilter } = await import("../contributions/filter.js").catch(() => ({}));
  if (takeFilter) takeFilter(since, () => seen, () => seen && listAnew(seen));
  else delete filter.dataset.wanted;
}

// Likewise what has been proposed already, when somebody begins to type.
async function wantSimilar({ target }) {
  if (!target.matches(".goal-propose [name=title]")) return;
  document.removeEventListener("input", wantSimilar);
  const { takeSimilar } = await import("../contributions/similar.js").catch(() => ({}));
  takeSimilar?.(target);
}

const redraw = () => draw(new SnapshotView(live.snapshot));
takeBallots(redraw);
takeNews(redraw);
takeDocks();
document.addEventListener("click", openFirst);
document.addEventListener("input", wantSimilar);
takeFolds();
takeDensity();
for (const name of ["focusin", "pointerover"]) filter.addEventListener(name, wantFilter);
if (location.search) void wantFilter();
if (document.querySelectorAll(".theme-list .goal").length > LONG) setTimeout(wantFilter, SOON_MS);
begin(draw);
