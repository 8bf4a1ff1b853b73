// The page of one goal: its texts, measures and comments, kept up, with the forms for what may be done now.

import { sayNews, takeArrivals } from "../contributions/arrivals.js";
import { takeDocks } from "../contributions/docks.js";
import { drawAsked } from "../rounds/asked.js";
import { live } from "../live/live.js";
import { takeTrail } from "../contributions/families.js";
import { drawNotices } from "../contributions/notices.js";
import { drawGoal } from "../contributions/one-goal.js";
import { showOwn, takeOwn } from "../contributions/own.js";
import { begin } from "../frame/page.js";
import { takePlaces } from "../contributions/places.js";
import { SnapshotView } from "../view/snapshot-view.js";
import { keepStill } from "../render/still.js";

const place = document.querySelector("[data-whole-goal]");

function draw(view) {
  drawAsked(view);
  void drawNotices(view);
  drawGoal(place, view, redraw);
  sayNews();
}

const redraw = () => draw(new SnapshotView(live.snapshot));
takeArrivals(redraw);
takePlaces(redraw);
takeOwn();
takeTrail();
takeDocks();
begin((view) => {
  keepStill(() => draw(view));
  showOwn();
});
