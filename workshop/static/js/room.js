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
const voted = new Set();
const anytime = document.getElementById("anytime");

function draw(seen) {
  const rounds = workshop ? [seen.presentRound(workshop)].filter(Boolean) : consultationRounds(seen);
  drawNow(seen, rounds, workshop ? seen.roundsOf(workshop) : seen.rounds);
  drawAsked(seen, rounds);
  const proposing = rounds.some(({ kind, now }) => kind === "propose" && now === "open");
  if (anytime) anytime.hidden = proposing;
  drawGoals(seen, proposing || seen.leads);
  drawNotices(seen);
}

// A vote that was open here stays, with what became of it.
function consultationRounds(seen) {
  const asked = seen.consultationRounds;
  for (const { id, kind } of asked) if (kind === "vote") voted.add(id);
  return seen.rounds.filter((round) => (round.now === "open" ? asked.includes(round) : voted.has(round.id)));
}

const redraw = () => draw(new Seen(live.snapshot));
takeBallots(redraw);
takeNews(redraw);
begin(draw);
