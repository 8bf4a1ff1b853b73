// That a round was opened, closed or shown is said once, to those who do not see it.

import { announce, textIn, word } from "../language/words.js";

const SAID = { open: "round_opened", closed: "round_closed", revealed: "results_shown" };
let before = null;

/** Says what has changed about the rounds since it was called last. */
export function sayStates(rounds) {
  const after = new Map(rounds.map((round) => [round.id, round.state]));
  for (const round of before ? rounds : []) {
    // One that is made and opened at once is heard of in one go.
    const changed = (before.get(round.id) ?? "planned") !== round.state;
    if (changed && SAID[round.state]) announce(saidOf(round));
  }
  before = after;
}

function saidOf({ state, title, withheld, threshold }) {
  if (state === "revealed" && withheld) return word("few_voted", { num: threshold });
  return word(SAID[state], { title: textIn(title)[0] });
}
