// That a round was opened, closed or shown is said once, to those who do not see it.

import { announce, textIn, word } from "../language/words.js";

const SAID = { open: "round_opened", closed: "round_closed", revealed: "results_shown" };
let before = null;

/** Says what has changed about the rounds since it was called last. */
export function sayPhases(rounds) {
  const after = new Map(rounds.map((round) => [round.id, round.now]));
  for (const round of before ? rounds : []) {
    // One that is made and opened at once is heard of in one go.
    const changed = (before.get(round.id) ?? "planned") !== round.now;
    if (changed && SAID[round.now]) announce(saidOf(round));
  }
  before = after;
}

function saidOf({ now, title, withheld, threshold }) {
  if (now === "revealed" && withheld) return word("few_voted", { num: threshold });
  return word(SAID[now], { title: textIn(title)[0] });
}
