// What a wall shows at this moment: one scene, worked out from what everyone sees and from the clock.
//
// The server's twin is workshop/web/view/scenes.py.

import { calledValues } from "../view/counts.js";
import { compareFigures, partsOf } from "../view/methods.js";
import { momentOf } from "../view/snapshot-view.js";

const STANCES = ["for", "against", "neutral", "question"];

/** Gives the scene of a workshop: that of its open round, else what the round that ended last has left to see. */
export function sceneOf(view, workshopId) {
  const rounds = view.roundsOf(workshopId);
  const begun = rounds.filter((round) => round.state !== "planned");
  if (!begun.length) return scene("join");
  const now = begun.reduce((one, other) => (isAfter(other, one) ? other : one));
  if (now.kind === "pause") return scene("join", now);
  if (now.kind === "results") {
    const counted = rounds.filter(({ id }) => view.tallies[id]);
    return results(view, now, counted.reduce((one, other) => (one && isLater(one, other) ? one : other), null));
  }
  const goals = goalsOf(view, now);
  if (now.kind === "vote") {
    if (view.tallies[now.id]) return results(view, now, now);
    return scene(now.state === "open" ? "vote" : "counted", now, { goals: goals.length });
  }
  const rows = goals.map((goal) => rowOf(view, goal));
  if (now.kind === "comment") rows.sort((one, other) => other.latest - one.latest || other.id - one.id);
  return scene(now.kind, now, { rows, goals: rows.length });
}

function scene(kind, round = null, more = {}) {
  return { kind, round, rows: [], goals: 0, counted: null, voters: null, ...more };
}

function isAfter(one, other) {
  const opened = (one.state === "open") - (other.state === "open");
  if (opened) return opened > 0;
  return isLater(one, other);
}

function isLater(one, other) {
  return momentOf(one) === momentOf(other) ? one.id > other.id : momentOf(one) > momentOf(other);
}

function goalsOf(view, round) {
  const on = new Set(round.goal_ids);
  const covered = (theme) => !round.theme_ids.length || round.theme_ids.includes(theme.id);
  const goals = view.themes.flatMap((theme) =>
    theme.goals.filter(({ id }) => (round.kind === "vote" ? on.has(id) : covered(theme))),
  );
  return goals.sort((one, other) => other.id - one.id);
}

function rowOf(view, goal) {
  const comments = [goal, ...goal.measures].flatMap((thing) => thing.comments);
  const latest = comments.reduce((one, other) => (one && one.id > other.id ? one : other), null);
  const said = Object.fromEntries(STANCES.map((name) => [name, comments.filter(({ stance }) => stance === name).length]));
  return {
    id: goal.id,
    title: goal.title,
    theme: view.themes.find(({ id }) => id === goal.theme_id)?.title ?? {},
    body: view.body(goal.body_id)?.title ?? {},
    latest: latest?.id ?? 0,
    comment: latest?.text ?? {},
    comment_body: (latest && view.body(latest.body_id)?.title) ?? {},
    ...said,
  };
}

function results(view, round, counted) {
  if (!counted) return scene("results", round);
  const tally = view.tallies[counted.id];
  // A whole hall looks at the wall, whoever opened it.
  const there = view
    .calledGoals(counted)
    .map((goal) => ("hidden" in goal.since ? { ...goal, title: null } : goal))
    .map((goal) => [goal, tally.goals[goal.id]]);
  const sums = there.map(([, figures]) => partsOf(counted, figures).reduce((sum, part) => sum + part, 0));
  const most = Math.max(0, ...sums);
  const rows = there.map(([goal, figures]) => ({
    ...calledValues(goal),
    id: goal.id,
    ...figures,
    ...stretches(partsOf(counted, figures), most),
  }));
  rows.sort((one, other) => compareFigures(counted, one, other) || one.id - other.id);
  return scene("results", round, { rows, goals: rows.length, counted, voters: tally.voters });
}

function stretches(parts, most) {
  const places = {};
  let start = 0;
  parts.forEach((part, number) => {
    const length = most ? (100 * part) / most : 0;
    places[`from${number}`] = start.toFixed(2);
    places[`length${number}`] = length.toFixed(2);
    start += length;
  });
  return places;
}
