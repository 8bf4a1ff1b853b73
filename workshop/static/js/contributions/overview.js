// A consultation at a glance: its rounds in their order, what there is under each theme, and what is new.

import { badgeOf } from "../view/badges.js";
import { fill, listed } from "../render/fill.js";
import { isNew } from "../view/goal-list.js";
import { roundValues } from "../view/rounds.js";
import { word } from "../language/words.js";

/** Brings it up to date; `since` is when the reader was here before, "" for never. */
export function drawOverview(view, since) {
  for (const place of document.querySelectorAll("[data-rounds-of]")) drawStretch(place, view);
  for (const theme of view.themes) drawTile(document.querySelector(`[data-tile="${theme.id}"]`), theme);
  const number = since ? [...view.goals.values()].filter((goal) => isNew(view, goal, since)).length : 0;
  const said = document.querySelector("[data-since]");
  fill(said, { words: word("new_since", { num: number }), path: `?since=${since}#themes` });
  said.hidden = !number;
}

function drawStretch(place, view) {
  const number = Number(place.dataset.roundsOf) || null;
  const rounds = view.roundsOf(number);
  place.hidden = !rounds.length && !number;
  const values = (round) => ({ ...roundValues(view, round), open: round.state === "open", past: ["closed", "revealed"].includes(round.state) });
  listed(place.querySelector("ol"), rounds, "timeline-round", values, ({ revision, state }) => `${revision}/${state}`);
}

// A theme that was made after the page was has none.
function drawTile(tile, theme) {
  if (!tile) return;
  const { goals } = theme;
  const said = goals.reduce((sum, { commentCount }) => sum + commentCount, 0);
  tile.dataset.colour = theme.colour;
  fill(tile, { ...badgeOf(theme), goals: word("goals_found", { num: goals.length }), said: word("comments", { num: said }) });
}
