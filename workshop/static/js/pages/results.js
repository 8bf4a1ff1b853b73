// The page of results: figures that move while a round is open, rounds as they are shown, and those that wait for it.

import { drawAsked } from "../rounds/asked.js";
import { now, stamp } from "../language/clock.js";
import { drawCounted } from "../rounds/counted.js";
import { fill } from "../render/fill.js";
import { begin } from "../frame/page.js";
import { keepStill } from "../render/still.js";
import { word } from "../language/words.js";

const main = document.getElementById("main");
const container = document.getElementById("counted");

function draw(view) {
  const counted = view.countedRounds;
  fill(main, {
    consultation: view.consultation.title,
    stood: word("stood", { time: stamp(new Date(now()).toISOString()) }),
    counted,
    several: counted.length > 1,
    jumps: counted.map((round) => jumpOf(round, view.tallies[round.id])),
    waiting: view.waitingRounds,
    withheld: view.withheldRounds.map(({ id, title, revision, threshold }) => ({ id, title, revision, few: word("few_voted", { num: threshold }) })),
  });
  drawCounted(container, view, counted);
  drawAsked(view);
}

function jumpOf({ id, title, revision }, { voters }) {
  return { id, title, path: `#results-${id}`, voters: voters === null ? "" : word("voters", { num: voters }), revision: `${revision}/${voters}` };
}

begin((view) => keepStill(() => draw(view)));
