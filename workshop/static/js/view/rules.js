// What pages offer to whom: interprets the rules of workshop/policy/rules.py, which come as data, and denies what it does not know.
//
// Pure and without imports, so that Node runs it as it stands.

/** By name, whether a term of a rule is kept; `about` is what `offers` was asked about. */
const TERMS = {
  on: (whose, { own }) => whose === (own ? "own" : "others"),
  during: (kind, { rounds, moment, themeId }) => rounds.some((round) => permits(round, kind, themeId, moment)),
  off_ballot: (_, { onBallot }) => !onBallot,
};

/**
 * Whether a command is offered to a role at a moment (in milliseconds): under a theme or (null) anywhere, on what is
 * the reader's `own` or not, and `onBallot` where people are voting on the goal. `rounds` are as `roundAt` gives them.
 */
export function offers(rules, role, command, { rounds, moment, themeId = null, own = false, onBallot = false }) {
  const of = (table, name) => (Object.hasOwn(table, name) ? table[name] : null);
  const terms = of(of(rules, command) ?? {}, role);
  if (!terms) return false;
  const about = { rounds, moment, themeId, own, onBallot };
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

// Whether a round is open, of a kind, and covers a theme.
function permits(round, kind, themeId, moment) {
  if (round.kind !== kind || round.removed || stateAt(round, moment) !== "open") return false;
  return themeId === null || !round.theme_ids.length || round.theme_ids.includes(themeId);
}
