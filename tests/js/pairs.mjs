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
const [{ actsOn, formIn }, clock, { tops }, { askingOf }] = await Promise.all(["acts", "clock", "counts", "rounds"].map(load));
const [{ compareFigures, methodOf, partsOf }, ways, { Seen }, { short }, { changesIn }, snapshots, { threadsOf }, { countdown }, { sceneOf }, { textIn }] = await Promise.all(
  ["methods", "goal-ways", "seen", "short", "shown", "snapshot", "threads", "wall-clock", "wall-scene", "words"].map(load),
);

const ids = (things) => things.map(({ id }) => id);
const idOf = (thing) => thing?.id ?? null;
const isVote = ({ kind }) => kind === "vote";

function applying({ before, heard }) {
  const name = (function_) => function_.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  return heard.reduce((held, [function_, each]) => held && snapshots[name(function_)](held, each), before);
}

function rulesOf({ snapshot, theme_id }) {
  const seen = new Seen(snapshot);
  const about = {
    own: { author: true },
    others: {},
    "own on a ballot": { author: true, onBallot: true },
    "others on a ballot": { onBallot: true },
  };
  const asked = [...Object.keys(rules), "no_such_command", "constructor"];
  const offered = (more) => asked.filter((command) => seen.may(command, theme_id, more)).sort();
  return Object.fromEntries(Object.entries(about).map(([name, more]) => [name, offered(more)]));
}

function arranged({ snapshot, ask }) {
  const seen = new Seen(snapshot);
  const votes = seen.rounds.filter(isVote);
  const found = {
    themes: seen.themes.map((theme) => [theme.id, ids(theme.goals)]),
    phenomena: ids(seen.phenomena),
    bodies: ids(seen.bodies),
    workshops: ids(seen.workshops),
    notices: ids(seen.notices),
    measures: sorted(seen.measures.keys()),
    comments: sorted(seen.comments.keys()),
    proposable: ids(seen.themes).filter((id) => seen.may("propose_goal", id)),
    rounds: seen.rounds.map(({ id, now }) => [id, now]),
    open: ids(seen.openRounds),
    asked: idOf(seen.askedRounds.find(({ now }) => now === "open")),
    consultation: ids(seen.consultationRounds),
    counted: ids(seen.countedRounds),
    waiting: ids(seen.waitingRounds),
    withheld: ids(seen.withheldRounds),
    of: Object.fromEntries(ids(seen.workshops).map((id) => [id, ofWorkshop(seen, id)])),
    between: ids(seen.roundsOf(null)),
    goals: Object.fromEntries([...seen.goals.values()].map((goal) => [goal.id, goalOf(seen, goal)])),
    on: Object.fromEntries(votes.map((round) => [round.id, ids(seen.goalsFor(round))])),
    ballots: Object.fromEntries(votes.map((round) => [round.id, seen.ballotGoals(round).map(([theme, goals]) => [theme.id, ids(goals)])])),
    called: Object.fromEntries(Object.keys(seen.tallies).map((number) => [number, calledIn(seen, number)])),
  };
  return Object.fromEntries(Object.entries(found).filter(([name]) => !ask || ask.includes(name)));
}

function ofWorkshop(seen, id) {
  return {
    rounds: ids(seen.roundsOf(id)),
    people: sorted(ids(seen.peopleOf(id))),
    goals: ids(seen.goalsOf(id)),
    present: idOf(seen.presentRound(id)),
  };
}

function goalOf(seen, goal) {
  return {
    measures: ids(goal.measures),
    comments: ids(goal.comments),
    phenomena: ids(goal.phenomena),
    comment_count: goal.commentCount,
    on_ballot: seen.onOpenBallot(goal),
    beside: ways.beside(seen, goal).map(idOf),
    next: idOf(ways.nextRound(seen, "comment", goal.theme_id)),
    author: idOf(seen.author("goal", goal)),
    mine: seen.isMine("goal", goal),
  };
}

function calledIn(seen, number) {
  const round = seen.rounds.find(({ id }) => String(id) === number);
  return seen.calledGoals(round).map(({ revision, ...called }) => called);
}

function asking({ snapshot }) {
  const seen = new Seen(snapshot);
  return { none: askingOf(seen, null), ...Object.fromEntries(seen.rounds.map((round) => [round.id, askingOf(seen, round)])) };
}

function acts({ snapshot }) {
  const seen = new Seen(snapshot);
  const found = {};
  const add = (noun, thing, goal) => (found[`${noun}-${thing.id}`] = [...actsOn(seen, noun, thing, goal)].sort());
  for (const goal of seen.goals.values()) {
    add("goal", goal, goal);
    for (const measure of goal.measures) add("measure", measure, goal);
    for (const comment of [goal, ...goal.measures].flatMap(({ comments }) => comments)) add("comment", comment, goal);
  }
  return found;
}

function figures({ method, goals }) {
  const round = { method };
  const order = [...goals.keys()].sort((one, other) => compareFigures(round, goals[one], goals[other]) || one - other);
  return { order, parts: goals.map((cells) => partsOf(round, cells)) };
}

function forms({ id }) {
  const found = formIn(id);
  return found && [found.name, found.noun, found.id];
}

function fields({ fields: sent }) {
  return [...new Set(changesIn(sent).map(([name]) => name))];
}

function threads({ comments }) {
  const branches = (all) => all.map(({ id, to, gone = false, replies }) => [id, idOf(to), gone, branches(replies)]);
  return branches(threadsOf(comments));
}

function counts({ snapshot }) {
  const seen = new Seen(snapshot);
  return Object.fromEntries(seen.countedRounds.map((round) => [round.id, tops(seen, round).map((row) => countOf(seen, round, row))]));
}

function countOf(seen, round, row) {
  return [row.id, row.untitled ? null : row.title, seen.tallies[round.id].goals[row.id], barOf(round, row, "start")];
}

// The stretches of a bar as numbers.
function barOf(round, row, start) {
  return methodOf(round).bar.map((_, place) => [Number(row[`${start}${place}`]), Number(row[`length${place}`])]);
}

function scenes({ snapshot, workshop }) {
  const seen = new Seen(snapshot);
  const { kind, round, rows, goals, counted, voters } = sceneOf(seen, workshop);
  const stances = ({ for: one, against, neutral, question }) => ({ for: one, against, neutral, question });
  const listed = ({ theme, body, comment, comment_body }) => ({ theme, body, comment, comment_body });
  const rowOf = (row) =>
    counted
      ? [row.id, row.untitled ? null : row.title, seen.tallies[counted.id].goals[row.id], barOf(counted, row, "from")]
      : [row.id, listed(row), stances(row)];
  return { kind, round: idOf(round), counted: idOf(counted), goals, voters, rows: rows.map(rowOf) };
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
  applying,
  asking,
  counts,
  fields,
  figures,
  forms,
  rules: rulesOf,
  scenes,
  seen: arranged,
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
