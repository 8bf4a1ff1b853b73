// What a wall shows at this moment: one scene, worked out from what everyone sees and from the clock.
//
// The server's twin is workshop/web/view/scenes.py.

import { now as clock } from "../language/clock.js";
import { beside, channelsOf } from "../view/channels.js";
import { stretches, themeValues, tops } from "../view/counts.js";
import { asksForMeasures } from "../view/rules.js";
import { showingOf } from "../view/showing.js";
import { momentOf } from "../view/snapshot-view.js";

const STANCES = ["for", "against", "neutral", "question"];
const QUOTES = 2;
// How long a goal waits before it reaches a wall, where its round says so.
const DELAY_MS = 10000;
// A shorter comment says nothing that a hall could talk about.
const WORDS_OF_A_QUOTE = 3;

/** Gives the scene of a workshop: what was chosen, else that of its open round, else of the round that ended last. */
export function sceneOf(view, workshopId) {
  const rounds = view.roundsOf(workshopId);
  const begun = rounds.filter((round) => round.state !== "planned");
  const now = begun.length ? begun.reduce((one, other) => (isAfter(other, one) ? other : one)) : null;
  const showing = showingOf(view, workshopId);
  if (showing) return chosen(view, showing, now?.state === "open" ? now : null);
  if (!now) return scene("join");
  const next = now.state === "open" ? null : (rounds.find(({ state }) => state === "planned") ?? null);
  return { ...sceneNow(view, now, rounds), next, place: now.id };
}

// What a facilitator has chosen; `now` is the open round, whose clock stands beside it.
function chosen(view, { scene: kind, theme_id, goal_id, round_id }, now) {
  if (kind === "theme") {
    const theme = view.themes.find(({ id }) => id === theme_id);
    const rows = newest(theme.goals).map((goal) => rowOf(view, goal));
    return scene(kind, now, { rows, themes: [theme], goals: rows.length, place: theme_id });
  }
  if (kind === "goal") {
    const goal = view.goals.get(goal_id);
    const row = { ...talkOf(view, goal), rationale: goal.rationale };
    return scene(kind, now, { rows: [row], comments: goal.commentCount, place: goal_id });
  }
  if (kind === "results") return { ...vote(view, view.rounds.find(({ id }) => id === round_id)), place: round_id };
  if (kind === "code") return scene("join", now, { place: now?.id ?? null });
  return scene("blank");
}

function sceneNow(view, now, rounds) {
  if (now.kind === "pause" || (now.practice && now.state !== "open")) return scene("join", now);
  if (now.kind === "results") {
    const counted = rounds.filter(({ id }) => view.tallies[id]);
    return results(view, now, counted.reduce((one, other) => (one && isLater(one, other) ? one : other), null));
  }
  if (now.kind === "vote") return vote(view, now);
  const themes = view.themes.filter(({ id }) => !now.theme_ids.length || now.theme_ids.includes(id));
  const there = themes.flatMap((theme) => theme.goals);
  const proposed = asksForMeasures(now) ? there.filter(({ id }) => now.goal_ids.includes(id)).flatMap(({ measures }) => measures.map((one) => view.asChoice(one))) : there;
  const goals = newest(proposed);
  if (now.kind === "propose") {
    const rows = goals.filter((goal) => reachesWall(goal, now)).map((goal) => rowOf(view, goal));
    return scene("propose", now, { rows, themes, goals: rows.length });
  }
  const rows = goals.map((goal) => talkOf(view, goal));
  // What nobody has talked about is shown only where that is so of everything.
  const talked = rows.filter(({ latest }) => latest).sort((one, other) => other.latest - one.latest);
  const comments = goals.reduce((sum, { commentCount }) => sum + commentCount, 0);
  return scene("comment", now, { rows: talked.length ? talked : rows, goals: goals.length, comments });
}

// Whether a goal or measure is to be seen on the wall while it is proposed in a round; what was there before it is.
function reachesWall({ created_at: written, on_wall: shown }, { reaches_wall: reaches, opened_at: opened, opens_at: planned }) {
  if (reaches === "at_once" || written < (opened ?? planned ?? "")) return true;
  return reaches === "shown" ? shown : Date.parse(written) + DELAY_MS <= clock();
}

function scene(kind, round = null, more = {}) {
  return { kind, round, rows: [], themes: [], goals: 0, comments: 0, counted: null, voters: null, channels: {}, next: null, place: null, ...more };
}

function vote(view, round) {
  if (view.tallies[round.id]) return results(view, round, round);
  const goals = view.ballotGoals(round).reduce((sum, [, onIt]) => sum + onIt.length, 0);
  return scene(round.state === "open" ? "vote" : "counted", round, { goals });
}

function newest(goals) {
  return [...goals].sort((one, other) => other.id - one.id);
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
  const tally = view.tallies[counted.id];
  const rows = tops(view, counted, called).map(({ figures, ...row }) => ({ ...row, ...beside(counted, tally, row.id) }));
  const { voters, left = 0 } = tally;
  return scene("results", round, { rows, goals: rows.length + left, counted, voters, channels: channelsOf(tally) });
}
