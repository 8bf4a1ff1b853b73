// What a facilitator shows to the hall, at the head of a room; "everybody here" leads people there who are not at something.

import { fill } from "../render/fill.js";
import { showingOf } from "../view/showing.js";
import { keepStill } from "../render/still.js";
import { land } from "./landing.js";

const section = document.querySelector("[data-stage]");
let ledTo = "";

/** Shows what is on the wall of a workshop, where that is a theme, a goal or results; `wasThere` when the page was opened. */
export function drawStage(view, workshop, wasThere) {
  const showing = showingOf(view, workshop);
  const shown = showing && shownOf(view, showing);
  keepStill(() => {
    section.hidden = !shown;
    if (shown) fill(section, shown);
  });
  // Whoever opens the room later is not led anywhere.
  const isNews = !wasThere && showing?.everybody && showing.at !== ledTo;
  if (showing?.everybody) ledTo = showing.at;
  if (shown && isNews) land(section, "everybody_here", () => {});
}

function shownOf(view, { scene, theme_id: theme, goal_id: goal, round_id: round }) {
  if (scene === "goal") {
    const { title, rationale } = view.goals.get(goal);
    return { title, why: rationale, place: `/c/${view.slug}/goals/${goal}` };
  }
  if (scene === "theme") return { title: view.themes.find(({ id }) => id === theme).title, why: "", place: `#theme-${theme}` };
  if (scene !== "results") return null;
  return { title: view.rounds.find(({ id }) => id === round).title, why: "", place: `/c/${view.slug}/results#results-${round}` };
}
