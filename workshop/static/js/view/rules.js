// What pages offer to whom: interprets the rules of workshop/policy/rules.py, which come as data, and denies what it does not know.
//
// Pure and without imports, so that Node runs it as it stands.

/** By what a rule says of it, whether it is the right one's: the reader's own, others', or one for which a round asks. */
const WHOSE = { own: ({ own }) => own, others: ({ own }) => !own, asked: (about) => about.own || isAsked(about) };

/** By name, whether a term of a rule is kept; `about` is what `offers` was asked about. */
const TERMS = {
  on: (whose, about) => Object.hasOwn(WHOSE, whose) && WHOSE[whose](about),
  during: (what, about) => about.rounds.some((round) => permits(round, what, about)),
  off_ballot: (_, { onBallot }) => !onBallot,
};

/**
 * Whether a command is offered to a role at a moment (in milliseconds): under a theme and a goal or (null) anywhere, on
 * what is the reader's `own` or not, and `onBallot` where people are voting on the goal. `rounds` are as `roundAt` gives them.
 */
export function offers(rules, role, command, { rounds, moment, themeId = null, goalId = null, own = false, onBallot = false }) {
  const of = (table, name) => (Object.hasOwn(table, name) ? table[name] : null);
  const terms = of(of(rules, command) ?? {}, role);
  if (!terms) return false;
  const about = { rounds, moment, themeId, goalId, own, onBallot };
  return Object.entries(terms).every(([name, value]) => of(TERMS, name)?.(value, about) ?? false);
}

/** A round of the wire at a moment: its `phase` is what is stored, which the wire calls `state`; its `state` follows from that. */
export function roundAt(round, moment) {
  const stored = { ...round, phase: round.state };
  return { ...stored, state: stateAt(stored, moment) };
}

// The state of a round at a moment: its stored phase, moved on by the times that have come.
function stateAt(round, moment) {
  let state = round.phase;
  if (state === "planned" && round.opens_at && Date.parse(round.opens_at) <= moment) state = "open";
  if (state === "open" && round.closes_at && !round.paused_at && Date.parse(round.closes_at) <= moment) state = "closed";
  return state;
}

/** Whether measures alone are proposed in a round, by everybody, under the goals that it is about. */
export function asksForMeasures({ kind, subject }) {
  return kind === "propose" && subject === "measures";
}

// Whether everybody is asked for measures under a goal.
function isAsked(about) {
  return about.rounds.some((round) => asksForMeasures(round) && permits(round, "propose_measures", about));
}

// Whether a round is open, is for something, and covers a theme and a goal.
function permits(round, what, { themeId, goalId, moment }) {
  if (!isFor(round, what, goalId) || round.removed || stateAt(round, moment) !== "open") return false;
  return themeId === null || !round.theme_ids.length || round.theme_ids.includes(themeId);
}

// A round of proposing goals permits measures too; one that asks for measures permits nothing else.
function isFor(round, what, goalId) {
  if (what === "practice") return round.kind === "vote" && round.practice;
  if (!asksForMeasures(round)) return round.kind === (what === "propose_measures" ? "propose" : what);
  return what === "propose_measures" && (goalId === null || round.goal_ids.includes(goalId));
}
