// A consultation at a glance: its rounds in their order, what there is under each theme, and what is new.

import { backgroundOf } from "../view/backgrounds.js";
import { wayTo } from "../view/badges.js";
import { fill, listed } from "../render/fill.js";
import { isNew } from "../view/goal-list.js";
import { roundValues } from "../view/rounds.js";
import { stamp } from "../language/clock.js";
import { word } from "../language/words.js";

const timeline = document.querySelector("[data-timeline]");
const between = timeline.querySelector("[data-between]");
const tiles = document.querySelector(".theme-tiles");

/** Brings it up to date; `since` is when the reader was here before, "" for never. */
export function drawOverview(view, since) {
  drawTimeline(view);
  listed(tiles, view.themes, "theme-tile", (theme) => tileValues(view, theme), tileMark);
  const number = since ? [...view.goals.values()].filter((goal) => isNew(view, goal, since)).length : 0;
  const said = document.querySelector("[data-since]");
  fill(said, { words: word("new_since", { num: number }), path: `?since=${since}#themes` });
  said.hidden = !number;
}

function drawTimeline(view) {
  const stretches = timeline.querySelector("[data-stretches]");
  listed(stretches, view.workshops, "timeline-workshop", ({ title, code, starts_at: begins }) => ({ title, path: `/w/${code}`, begins: begins ? stamp(begins) : "" }));
  for (const stretch of stretches.children) drawSteps(stretch, view, Number(stretch.dataset.id));
  drawSteps(between, view, null);
  between.hidden = !view.roundsOf(null).length;
  timeline.hidden = !view.rounds.length && !view.workshops.length;
}

function drawSteps(stretch, view, workshop) {
  const values = (round) => ({ ...roundValues(view, round), open: round.state === "open", past: ["closed", "revealed"].includes(round.state) });
  listed(stretch.querySelector("ol"), view.roundsOf(workshop), "timeline-round", values, ({ revision, state }) => `${revision}/${state}`);
}

function tileValues(view, theme) {
  return { ...wayTo(theme), ...backgroundOf(theme, view.slug), goals: word("goals_found", { num: theme.goals.length }), said: word("comments", { num: saidUnder(theme) }) };
}

function tileMark(theme) {
  return [theme.revision, theme.goals.length, saidUnder(theme)].join("/");
}

function saidUnder({ goals }) {
  return goals.reduce((sum, { commentCount }) => sum + commentCount, 0);
}
