// The ways of voting as the page describes them: what is asked of them here, so that no other script knows one from another.

const METHODS = JSON.parse(document.body.dataset.methods ?? "{}");

/**
 * What a round's way of voting says of itself: the names of its `figures`, which of them make its `bar`, which stands in
 * its `middle`, of which the greatest `net`, then the `most` and then the `fewest` are best, what its `choices` are called, and the kind of number in `points`.
 */
export function methodOf(round) {
  return METHODS[round.method];
}

/** What a choice is called; it may be a figure, which says itself. */
export function choiceWords(round, choice) {
  return methodOf(round).choices[choice] ?? choice;
}

/** The parts of the bar of a goal with these figures. */
export function partsOf(round, cells) {
  return methodOf(round).bar.map((name) => cells[name]);
}

/** Which of two goals stands above the other by its figures: less than 0 where it is the first, 0 for neither. */
export function compareFigures(round, one, other) {
  const { net, most, fewest } = methodOf(round);
  const [plus, minus] = net ?? [];
  const better = net ? other[plus] - other[minus] - (one[plus] - one[minus]) : 0;
  if (better) return better;
  for (const name of most) if (one[name] !== other[name]) return other[name] - one[name];
  for (const name of fewest) if (one[name] !== other[name]) return one[name] - other[name];
  return 0;
}
