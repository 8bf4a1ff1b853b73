// What a wall shows at this moment: one scene, worked out from what everyone sees and from the clock.
//
// The server's twin is workshop/web/view/scenes.py.

import { stretches, themeValues, tops } from "../view/counts.js";
import { asksForMeasures } from "../view/rules.js";
import { momentOf } from "../view/snapshot-view.js";

const STANCES = ["for", "against", "neutral", "question"];
const QUOTES = 2;
// A shorter comment says nothing that a hall could talk about.
const WORDS_OF_A_QUOTE = 3;

/** Gives the scene of a workshop: that of its open round, else what the round that ended last has left to see. */
export function sceneOf(view, workshopId) {
  const rounds = view.roundsOf(workshopId);
  const begun = rounds.filter((round) => round.state !== "planned");
  if (!begun.length) return scene("join");
  const now = begun.reduce((one, other) => (isAfter(other, one) ? other : one));
  const next = now.state === "open" ? null : (rounds.find(({ state }) => state === "planned") ?? null);
  return { ...sceneNow(view, now, rounds), next };
}

function sceneNow(view, now, rounds) {
  if (now.kind === "pause" || (now.practice && now.state !== "open")) return scene("join", now);
  if (now.kind === "results") {
    const counted = rounds.filter(({ id }) => view.tallies[id]);
    return results(view, now, counted.reduce((one, other) => (one && isLater(one, other) ? one : other), null));
  }
  if (now.kind === "vote") {
    if (view.tallies[now.id]) return results(view, now, now);
    const goals = view.ballotGoals(now).reduce((sum, [, onIt]) => sum + onIt.length, 0);
    return scene(now.state === "open" ? "vote" : "counted", now, { goals });
  }
  const themes = view.themes.filter(({ id }) => !now.theme_ids.length || now.theme_ids.includes(id));
  // The newest first.
  const there = themes.flatMap((theme) => theme.goals);
  const proposed = asksForMeasures(now) ? there.filter(({ id }) => now.goal_ids.includes(id)).flatMap(({ measures }) => measures.map((one) => view.asChoice(one))) : there;
  const goals = proposed.sort((one, other) => other.id - one.id);
  if (now.kind === "propose") return scene("propose", now, { rows: goals.map((goal) => rowOf(view, goal)), themes, goals: goals.length });
  const rows = goals.map((goal) => talkOf(view, goal));
  // What nobody has talked about is shown only where that is so of everything.
  const talked = rows.filter(({ latest }) => latest).sort((one, other) => other.latest - one.latest);
  const comments = goals.reduce((sum, { commentCount }) => sum + commentCount, 0);
  return scene("comment", now, { rows: talked.length ? talked : rows, goals: goals.length, comments });
}

function scene(kind, round = null, more = {}) {
  return { kind, round, rows: [], themes: [], goals: 0, comments: 0, counted: null, voters: null, next: null, ...more };
}

function isAfter(one, other) {
  const opened = (one.state === "open") - (other.state === "open");
  if (opened) return opened > 0;
  return isLater(one, other);
}

function isLater(one, other) {
  return momentOf(one) === momentOf(other) ? one.id > other.id : momentOf(one) > momentOf(other);
}

function rowOf(view, goal) {
  const { id, number, title, theme_id } = goal;
  return { id, number, title, theme_id, ...themeValues(view, goal), body: bodyOf(view, goal) };
}

function talkOf(view, goal) {
  const comments = [goal, ...goal.measures].flatMap((thing) => thing.comments);
  const said = Object.fromEntries(STANCES.map((name) => [name, comments.filter(({ stance }) => stance === name).length]));
  const sides = [said.for, said.neutral + said.question, said.against];
  return {
    ...rowOf(view, goal),
    latest: Math.max(0, ...comments.map(({ id }) => id)),
    ...said,
    ...stretches(sides, comments.length),
    ...Object.assign({}, ...quoted(comments).map((comment, place) => quoteOf(view, comment, place))),
  };
}

function quoteOf(view, comment, place) {
  return { [`quote${place}`]: comment.text, [`by${place}`]: bodyOf(view, comment), [`${comment.stance}${place}`]: true };
}

// The newest for and the newest against where both are there, else the newest.
function quoted(comments) {
  const isShort = ({ text }) => !saysSomething(text);
  const newest = [...comments].sort((one, other) => isShort(one) - isShort(other) || other.id - one.id);
  const sides = ["for", "against"].map((name) => newest.find(({ stance }) => stance === name));
  const first = sides.filter((each) => each && saysSomething(each.text));
  return [...first, ...newest.filter((each) => !first.includes(each))].slice(0, QUOTES);
}

function saysSomething(texts) {
  const words = Object.values(texts).map((text) => text.split(/\s+/).filter(Boolean).length);
  return Math.max(...words) >= WORDS_OF_A_QUOTE;
}

function bodyOf(view, { body_id: id }) {
  return view.body(id)?.title ?? {};
}

function results(view, round, counted) {
  if (!counted) return scene("results", round);
  // A whole hall looks at the wall, whoever opened it.
  const called = view.calledGoals(counted).map((goal) => ("hidden" in goal.since ? { ...goal, title: null } : goal));
  const rows = tops(view, counted, called).map(({ figures, ...row }) => row);
  return scene("results", round, { rows, goals: rows.length, counted, voters: view.tallies[counted.id].voters });
}
