// The room, and the consultation between workshops: what is asked now, and the goals.

import { drawAsked } from "../rounds/asked.js";
import { takeBallots } from "../ballot/ballots.js";
import { takeDocks } from "../contributions/docks.js";
import { drawGoals, takeNews } from "../contributions/goals.js";
import { live } from "../live/live.js";
import { drawNotices } from "../contributions/notices.js";
import { drawCrowd } from "../rounds/crowd.js";
import { drawNow } from "../rounds/now.js";
import { begin } from "../frame/page.js";
import { askingOf } from "../view/rounds.js";
import { SnapshotView } from "../view/snapshot-view.js";

const workshop = Number(document.body.dataset.workshop) || null;
const voted = new Set();
const anytime = document.getElementById("anytime");

function draw(view) {
  const rounds = workshop ? [view.presentRound(workshop)].filter(Boolean) : consultationRounds(view);
  drawNow(view, rounds, workshop ? view.roundsOf(workshop) : view.rounds);
  drawCrowd(live.presence);
  drawAsked(view, rounds);
  const proposing = rounds.some(({ kind, state }) => kind === "propose" && state === "open");
  // In the room, a list never stands twice: what one votes on is on the ballot.
  const asked = rounds.map((round) => askingOf(view, round));
  if (workshop) document.getElementById("themes").hidden = asked.includes("vote") || (asked.includes("planned") && !view.goals.size);
  if (anytime) anytime.hidden = proposing;
  drawGoals(view, proposing || view.leads);
  drawNotices(view);
}

// A vote that was open here stays, with what became of it.
function consultationRounds(view) {
  const asked = view.consultationRounds;
  for (const { id, kind } of asked) if (kind === "vote") voted.add(id);
  return view.rounds.filter((round) => (round.state === "open" ? asked.includes(round) : voted.has(round.id)));
}

const redraw = () => draw(new SnapshotView(live.snapshot));
takeBallots(redraw);
takeNews(redraw);
takeDocks();
begin(draw);
