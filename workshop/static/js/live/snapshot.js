// What this browser knows of a consultation: how the snapshot moves on with what is heard.
//
// Pure and without imports, so that Node runs it as it stands. Its twin in Python is tests/pairs/applying.py: both must
// give the same, whatever the order in which events come and however often.

const OVER = ["closed", "revealed"];

/** Gives the snapshot as it is after `event`; an older state than the one held changes nothing. */
export function apply(snapshot, event) {
  const { kind, data: thing } = event;
  if (kind === "consultation") {
    return snapshot.consultation.revision >= thing.revision ? snapshot : { ...snapshot, consultation: thing };
  }
  const held = snapshot[kind].find(({ id }) => id === thing.id);
  if (held && held.revision >= thing.revision) return snapshot;
  const things = snapshot[kind].filter((each) => each !== held).concat(thing);
  return { ...snapshot, [kind]: things.sort((one, other) => one.id - other.id) };
}

/**
 * Gives the snapshot as it is after a batch: an `events` frame, or an answer of `changes`.
 *
 * Null: the batch does not go on from this snapshot. After a frame the caller fetches the changes, after an answer
 * of `changes` a new snapshot. `me` is null at a wall, and whoever signs in there starts again.
 */
export function applyBatch(snapshot, batch) {
  if (batch.me !== undefined && (batch.me === null) !== (snapshot.me === null)) return null;
  if (batch.reset || batch.epoch !== snapshot.epoch || (batch.after ?? 0) > snapshot.revision) return null;
  const next = { ...batch.events.reduce(apply, snapshot) };
  next.revision = Math.max(snapshot.revision, batch.revision);
  next.tallies = { ...next.tallies };
  for (const [round, tally] of Object.entries(batch.tallies ?? {})) {
    if (!(next.tallies[round]?.version > tally.version)) next.tallies[round] = tally;
  }
  // Turnouts have no revision, and may fall too: the one with the latest time counts.
  if (batch.turnouts && batch.now >= snapshot.now) Object.assign(next, { turnouts: batch.turnouts, now: batch.now, ...(batch.progress && { progress: batch.progress }) });
  if (batch.me && batch.me.version >= next.me.version) next.me = batch.me;
  return withoutClosed(next);
}

/**
 * Gives the snapshot as it is after a `tally` frame: the newest version wins, and only a `whole` one tells all goals.
 *
 * Null: nothing is held that its changes could go into; the caller fetches the changes.
 */
export function applyTally(snapshot, frame) {
  const { round_id: round, whole, goals, ...rest } = frame;
  const held = snapshot.tallies[round];
  if (held && held.version >= frame.version) return snapshot;
  // Told before the close, or before there was paper, and heard after it.
  if (snapshot.rounds?.some((each) => each.id === round && isHidden(each))) return snapshot;
  if (!held && !whole) return null;
  const tally = whole ? { ...rest, goals } : { ...held, ...rest, goals: { ...held.goals, ...goals } };
  return { ...snapshot, tallies: { ...snapshot.tallies, [round]: tally } };
}

/** Gives the snapshot as it is after a `turnout` frame; one of an earlier time than is held changes nothing. */
export function applyTurnout(snapshot, { round_id: round, voters, now = snapshot.now }) {
  if (now < snapshot.now) return snapshot;
  return withoutClosed({ ...snapshot, now, turnouts: { ...snapshot.turnouts, [round]: voters } });
}

/** Gives the snapshot as it is after a `progress` frame; one of an earlier time than is held changes nothing. */
export function applyProgress(snapshot, { progress, now }) {
  return now < snapshot.now ? snapshot : withoutClosed({ ...snapshot, now, progress });
}

/**
 * Gives the snapshot as it is after one's own ballot was acknowledged: the round, the choices that were sent, and the
 * version of `me` from the answer.
 *
 * Null: something else of one's own has changed too, and the caller fetches the changes.
 */
export function applyBallot(snapshot, { round_id: id, choices, me_version: version }) {
  if (snapshot.me.version >= version) return snapshot;
  const round = snapshot.rounds.find((each) => each.id === id);
  if (!round || snapshot.me.version + 1 !== version) return null;
  const me = { ...snapshot.me, version };
  let kept = Object.entries(choices);
  if (round.secrecy !== "secret") {
    kept = Object.entries({ ...me.ballots[id], ...choices }).filter(([, value]) => value !== null);
    me.ballots = { ...me.ballots, [id]: Object.fromEntries(kept) };
  }
  // A voter who has taken every choice back has not voted.
  const others = me.voted.filter((each) => each !== id);
  me.voted = (kept.length ? [...others, id] : others).sort((one, other) => one - other);
  return withoutClosed({ ...snapshot, me });
}

// At the close the turnout is no longer sent, and ballots of a confidential round lose their voters: one's own is gone
// too, whichever frame arrives first. So are the figures of a round in which too few voted.
function withoutClosed(snapshot) {
  const over = snapshot.rounds.filter(({ state }) => OVER.includes(state));
  const turnouts = { ...snapshot.turnouts };
  const tallies = { ...snapshot.tallies };
  const told = { turnouts, tallies };
  if (snapshot.progress) told.progress = { ...snapshot.progress };
  for (const round of snapshot.rounds) {
    const { id, state } = round;
    if (isHidden(round)) delete tallies[id];
    // The opening of a round may have been undone.
    if (state !== "planned") continue;
    delete turnouts[id];
    delete tallies[id];
    delete told.progress?.[id];
  }
  for (const { id, contributions } of over) {
    delete turnouts[id];
    // What is shown theme by theme is still to be shown after the close.
    if (!(contributions === "by_theme" && told.progress?.[id]?.written)) delete told.progress?.[id];
  }
  if (snapshot.me === null) return { ...snapshot, ...told };
  const ballots = { ...snapshot.me.ballots };
  for (const { id, secrecy } of over) if (secrecy === "confidential") delete ballots[id];
  return { ...snapshot, ...told, me: { ...snapshot.me, ballots } };
}

// Nothing is shown of a round in which too few voted, nor of one with paper, until all of that is in and it is over.
function isHidden({ withheld, paper, state }) {
  return withheld || (paper && [paper, state].includes("open"));
}
