// Where one goes from a goal: to those beside it, and to the round that opens next.
//
// Pure and without imports. The server's side is in workshop/web/view/snapshot_view.py.

/** The goals before and after this one under its theme: `[before, after]`, each undefined where there is none. */
export function beside(view, goal) {
  const goals = view.themes.find(({ id }) => id === goal.theme_id)?.goals ?? [];
  const place = goals.findIndex(({ id }) => id === goal.id);
  return place < 0 ? [undefined, undefined] : [goals[place - 1], goals[place + 1]];
}

/** The planned round of a kind that covers a theme and opens next, of those that have a time to open at; null: none. */
export function nextRound(view, kind, themeId) {
  const covers = ({ theme_ids: ids }) => !ids.length || ids.includes(themeId);
  const planned = view.rounds.filter((round) => round.kind === kind && round.state === "planned" && round.opens_at && covers(round));
  return planned.reduce((one, other) => (one && one.opens_at <= other.opens_at ? one : other), null);
}
