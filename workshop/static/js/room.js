// The room, and the consultation between workshops: what is asked now, and the goals.

import { drawAsked } from "./asked.js";
import { takeBallots } from "./ballots.js";
import { drawGoals, takeNews } from "./goals.js";
import { live } from "./live.js";
import { drawNotices } from "./notices.js";
import { drawNow } from "./now.js";
import { begin } from "./page.js";
import { Seen } from "./seen.js";

const workshop = Number(document.body.dataset.workshop) || null;
const anytime = document.getElementById("anytime");

function draw(seen) {
  const rounds = workshop ? [seen.presentRound(workshop)].filter(Boolean) : consultationRounds(seen);
  drawNow(seen, rounds);
  drawAsked(seen, rounds);
  const proposing = rounds.some(({ kind, now }) => kind === "propose" && now === "open");
  if (anytime) anytime.hidden = proposing;
  drawGoals(seen, proposing || seen.leads);
  drawNotices(seen);
}

// The form that proposes stands on the page once, whatever the number of rounds in which it may be used.
function consultationRounds(seen) {
  const first = seen.openRounds.find(({ kind }) => kind === "propose");
  return seen.openRounds.filter((round) => round.kind !== "propose" || round === first);
}

takeBallots();
takeNews(() => draw(new Seen(live.snapshot)));
begin(draw);
