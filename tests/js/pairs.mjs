// What the browser's side of each pair answers; tests/pairs/answers.py has the server's side, under the same names.
//
// `node pairs.mjs FOLDER` reads from its input `{lang, words, rules, methods, cases: [[pair, given], …]}`, imports the modules of
// FOLDER and writes a list of answers. One that throws is answered with what was thrown.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { lang, words, rules, methods, cases } = JSON.parse(readFileSync(0));
const dataset = { words: JSON.stringify(words), rules: JSON.stringify(rules), methods: JSON.stringify(methods) };
globalThis.document = { body: { dataset }, documentElement: { lang } };

const folder = pathToFileURL(`${process.argv[2]}/`);
const load = (name) => import(new URL(`${name}.js`, folder));
const view = (name) => load(`view/${name}`);
const [{ actsOn, formIn }, { tops }, ways, { compareFigures, figureWords, methodOf, partsOf }] = await Promise.all(["acts", "counts", "goal-ways", "methods"].map(view));
const [{ goalGroups }, { mapOf }, { pairsOf }] = await Promise.all(["goal-list", "maps", "against"].map(view));
const { showingOf } = await view("showing");
const { countedBy, votersOf } = await view("terms");
const [{ askingOf }, { SnapshotView }, { threadsOf }, { drawLot }] = await Promise.all(["rounds", "snapshot-view", "threads", "draws"].map(view));
const languages = ["language/clock", "language/fold", "language/links", "language/short", "language/words"];
const [clock, { fold }, { linkParts }, { short }, { textIn }] = await Promise.all(languages.map(load));
const [snapshots, { changesIn }] = await Promise.all(["live/snapshot", "forms/shown"].map(load));
const [{ countdown }, { sceneOf }] = await Promise.all(["wall/clock", "wall/scene"].map(load));

const ids = (things) => things.map(({ id }) => id);
const idOf = (thing) => thing?.id ?? null;
const isVote = ({ kind }) => kind === "vote";

function applying({ before, heard }) {
  const name = (function_) => function_.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  return heard.reduce((held, [function_, each]) => held && snapshots[name(function_)](held, each), before);
}

function rulesOf({ snapshot, theme_id, goal_id: goalId }) {
  const view = new SnapshotView(snapshot);
  const about = {
    own: { author: true },
    others: {},
    "own on a ballot": { author: true, onBallot: true },
    "others on a ballot": { onBallot: true },
  };
  const asked = [...Object.keys(rules), "no_such_command", "constructor"];
  const offered = (more) => asked.filter((command) => view.may(command, theme_id, { goalId, ...more })).sort();
  return Object.fromEntries(Object.entries(about).map(([name, more]) => [name, offered(more)]));
}

function arranged({ snapshot, ask }) {
  const view = new SnapshotView(snapshot);
  const votes = view.rounds.filter(isVote);
  const found = {
    themes: view.themes.map((theme) => [theme.id, ids(theme.goals)]),
    phenomena: ids(view.phenomena),
    bodies: ids(view.bodies),
    workshops: ids(view.workshops),
    notices: ids(view.notices),
    measures: sorted(view.measures.keys()),
    comments: sorted(view.comments.keys()),
    proposable: ids(view.themes).filter((id) => view.may("propose_goal", id)),
    rounds: view.rounds.map(({ id, state }) => [id, state]),
    open: ids(view.openRounds),
    asked: idOf(view.askedRounds.find(({ state }) => state === "open")),
    consultation: ids(view.consultationRounds),
    counted: ids(view.countedRounds),
    waiting: ids(view.waitingRounds),
    withheld: ids(view.withheldRounds),
    of: Object.fromEntries(ids(view.workshops).map((id) => [id, ofWorkshop(view, id)])),
    between: ids(view.roundsOf(null)),
    goals: Object.fromEntries([...view.goals.values()].map((goal) => [goal.id, goalOf(view, goal)])),
    ballots: Object.fromEntries(votes.map((round) => [round.id, view.ballotGoals(round).map(([theme, goals]) => [theme.id, ids(goals)])])),
    called: Object.fromEntries(Object.keys(view.tallies).map((number) => [number, calledIn(view, number)])),
  };
  return Object.fromEntries(Object.entries(found).filter(([name]) => !ask || ask.includes(name)));
}

function ofWorkshop(view, id) {
  return {
    rounds: ids(view.roundsOf(id)),
    people: sorted(ids(view.peopleOf(id))),
    present: idOf(view.presentRound(id)),
  };
}

function goalOf(view, goal) {
  return {
    measures: ids(goal.measures),
    comments: ids(goal.comments),
    phenomena: ids(goal.phenomena),
    comment_count: goal.commentCount,
    on_ballot: view.onOpenBallot(goal),
    beside: ways.beside(view, goal).map(idOf),
    next: idOf(ways.nextRound(view, "comment", goal.theme_id)),
    author: idOf(view.author("goal", goal)),
    mine: view.isMine("goal", goal),
  };
}

function calledIn(view, number) {
  const round = view.rounds.find(({ id }) => String(id) === number);
  return view.calledGoals(round).map(({ revision, ...called }) => called);
}

function asking({ snapshot }) {
  const view = new SnapshotView(snapshot);
  return { none: askingOf(view, null), ...Object.fromEntries(view.rounds.map((round) => [round.id, askingOf(view, round)])) };
}

function terms({ snapshot }) {
  const view = new SnapshotView(snapshot);
  return Object.fromEntries(view.rounds.map((round) => [round.id, [votersOf(view, round), countedBy(view, round), askingOf(view, round)]]));
}

function acts({ snapshot }) {
  const view = new SnapshotView(snapshot);
  const found = {};
  const add = (noun, thing, goal) => (found[`${noun}-${thing.id}`] = [...actsOn(view, noun, thing, goal)].sort());
  for (const goal of view.goals.values()) {
    add("goal", goal, goal);
    for (const measure of goal.measures) add("measure", measure, goal);
    for (const comment of [goal, ...goal.measures].flatMap(({ comments }) => comments)) add("comment", comment, goal);
  }
  return found;
}

function figures({ method, criteria, goals }) {
  const round = { method, criteria };
  const order = [...goals.keys()].sort((one, other) => compareFigures(round, goals[one], goals[other]) || one - other);
  const numbers = (cells) => Object.keys(methodOf(round).figures).map((name) => figureWords(round, cells, name));
  return { order, parts: goals.map((cells) => partsOf(round, cells)), numbers: goals.map(numbers) };
}

function maps({ method, criteria, goals }) {
  const found = mapOf({ method, criteria }, goals.map(([id, cells]) => ({ id, cells })));
  return found && { points: found.points.map(({ id, x, y, others }) => [id, x, y, ...ids(others)]), best: ids(found.best) };
}

function against({ goals, pairs }) {
  return pairsOf(goals.map((id) => ({ id })), pairs).map(({ id, wins, cells }) => [id, wins, cells]);
}

function forms({ id }) {
  const found = formIn(id);
  return found && [found.name, found.noun, found.id];
}

function fields({ fields: sent }) {
  return [...new Set(changesIn(sent).map(([name]) => name))];
}

function lists({ snapshot, wanted, fold: text }) {
  if (text !== undefined) return fold(text);
  return goalGroups(new SnapshotView(snapshot), wanted).map(([number, goals]) => [number, ids(goals)]);
}

function threads({ comments }) {
  const branches = (all) => all.map(({ id, to, gone = false, replies }) => [id, idOf(to), gone, branches(replies)]);
  return branches(threadsOf(comments));
}

function counts({ snapshot }) {
  const view = new SnapshotView(snapshot);
  return Object.fromEntries(view.countedRounds.map((round) => [round.id, tops(view, round).map((row) => countOf(view, round, row))]));
}

function countOf(view, round, row) {
  return [row.id, row.untitled ? null : row.title, row.place, row.tied, view.tallies[round.id].goals[row.id], barOf(round, row)];
}

// The stretches of a bar as numbers.
function barOf(round, row) {
  return methodOf(round).bar.map((_, place) => [Number(row[`start${place}`]), Number(row[`length${place}`])]);
}

function scenes({ snapshot, workshop }) {
  const view = new SnapshotView(snapshot);
  const { kind, round, rows, goals, comments, counted, voters, next, themes, place } = sceneOf(view, workshop);
  const shown = rows.map((row) => (counted ? resultOf(view, counted, row) : listedIn(kind, row)));
  return { kind, place, round: idOf(round), counted: idOf(counted), next: idOf(next), goals, comments, voters, themes: ids(themes), rows: shown };
}

function showing({ snapshot }) {
  const view = new SnapshotView(snapshot);
  return Object.fromEntries(view.workshops.map(({ id }) => [id, showingOf(view, id)?.scene ?? null]));
}

function resultOf(view, counted, row) {
  const { id, title, untitled, themeTitle: theme, place, tied } = row;
  return [id, untitled ? null : title, theme ?? {}, place, tied, view.tallies[counted.id].goals[id], barOf(counted, row)];
}

function listedIn(kind, row) {
  const { id, number, title, themeTitle: theme, body } = row;
  if (kind !== "comment" && kind !== "goal") return { id, number, title, theme, body };
  const names = ["for", "against", "neutral", "question"];
  const stances = Object.fromEntries(names.map((name) => [name, row[name]]));
  const quoteIn = (place) => [row[`quote${place}`], names.find((name) => row[`${name}${place}`]), row[`by${place}`]];
  const quotes = [0, 1].filter((place) => row[`quote${place}`]).map(quoteIn);
  return { id, number, title, theme, body, stances, quotes, bar: [0, 1, 2].map((place) => [Number(row[`start${place}`]), Number(row[`length${place}`])]) };
}

function times({ time }) {
  const { left, isLast } = countdown(time);
  return {
    when: clock.when(time),
    stamp: clock.stamp(time),
    second: clock.clockTime(Date.parse(time)),
    left: clock.timeLeft(time),
    countdown: [left, isLast],
  };
}

function texts({ texts: all }) {
  const [text, language] = textIn(all);
  return { text, lang: language, short: short(all) };
}

function sorted(numbers) {
  return [...numbers].sort((one, other) => one - other);
}

const ANSWERS = {
  acts,
  against,
  applying,
  asking,
  terms,
  counts,
  draws: ({ numbers }) => drawLot(...numbers),
  fields,
  figures,
  forms,
  links: ({ text }) => linkParts(text),
  lists,
  maps,
  rules: rulesOf,
  scenes,
  showing,
  view: arranged,
  texts,
  threads,
  times,
};

function answer([pair, given]) {
  const moment = Date.parse(given.now ?? given.snapshot?.now);
  if (Number.isFinite(moment)) Date.now = () => moment;
  try {
    return ANSWERS[pair](given);
  } catch (error) {
    return { thrown: error.stack };
  }
}

process.stdout.write(JSON.stringify(cases.map(answer)));
