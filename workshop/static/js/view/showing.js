// What a facilitator has chosen to be shown in a workshop, on its walls and in its rooms.
//
// The server's twin is workshop/web/view/showing.py.

/**
 * Gives what was chosen for a workshop; null: what follows from its rounds. A choice that is not held ends when one of
 * its rounds begins, ends or is shown; any does when its thing is gone. A round whose opening was undone has no results.
 */
export function showingOf(view, workshopId) {
  const showing = view.workshops.find(({ id }) => id === workshopId)?.showing;
  if (!showing || !isThere(view, showing)) return null;
  const turns = view.roundsOf(workshopId).flatMap((round) => [round.opened_at, round.closed_at, round.revealed_at]);
  const ended = turns.some((time) => time && time > showing.at);
  return ended && !showing.hold ? null : showing;
}

function isThere(view, { scene, theme_id: theme, goal_id: goal, round_id: round }) {
  if (scene === "theme") return view.themes.some(({ id }) => id === theme);
  if (scene === "goal") return view.goals.has(goal);
  return scene !== "results" || view.rounds.some(({ id, state }) => id === round && state !== "planned");
}
