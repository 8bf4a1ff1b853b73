// What comes next in a workshop, for those who lead it.
//
// Pure and without imports. The server's twins are next_step and coming in workshop/web/pages/desk.py.

/** What comes next, `[command, round]`: close what is open, show what was counted, open what is planned. */
export function nextStep(seen, workshop) {
  const rounds = seen.roundsOf(workshop);
  const waits = ({ now, kind, results }) => now === "closed" && kind === "vote" && results === "on_reveal";
  const found = [
    ["close_round", rounds.find(({ now }) => now === "open")],
    ["reveal_results", rounds.find(waits)],
    ["open_round", rounds.find(({ now }) => now === "planned")],
  ];
  return found.find(([, round]) => round) ?? [null, null];
}

/** The round that is planned next, after the one that the next step is about; undefined without one. */
export function comingRound(seen, workshop, present) {
  return seen.roundsOf(workshop).find(({ now, id }) => now === "planned" && id !== present?.id);
}
