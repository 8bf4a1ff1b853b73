// What was written unseen in a round that is over is what everybody has waited for: it is listed as soon as it is shown.

import { isBusy, land } from "./landing.js";

/** Leads to the goals of `section` that a quiet round has shown since `before`; `listAll()` puts all of them in the list. */
export function leadToUnsealed(before, view, section, listAll) {
  const quiet = view.rounds.filter(({ contributions, state }) => contributions === "at_close" && state === "closed");
  const isOf = ({ created_at: at }) => quiet.some(({ opened_at: opened, opens_at: planned, closed_at: closed }) => (opened ?? planned) <= at && at <= closed);
  if (![...view.goals.values()].some((goal) => !before.goals.has(goal.id) && isOf(goal))) return;
  // Nothing moves where somebody writes: there they wait, as what is new at any time does.
  if (!isBusy()) listAll();
  land(section, "written_here", listAll);
}
