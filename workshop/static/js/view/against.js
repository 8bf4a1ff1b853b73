// How goals that were put in order stand against each other, two by two.
//
// The server's twin is workshop/web/view/against.py.

/** Gives the rows of a table of goals against goals, each with how many others its goal beats and a cell for each; none without pairs. */
export function pairsOf(rows, pairs = {}) {
  const paired = rows.filter(({ id }) => String(id) in pairs);
  return paired.map((row) => {
    const cells = paired.map(({ id }) => cellOf(pairs, row.id, id));
    return { ...row, wins: cells.filter((cell) => cell?.how === "won").length, cells };
  });
}

function cellOf(pairs, goal, other) {
  if (goal === other) return null;
  const [more, less] = [pairs[goal][other], pairs[other][goal]];
  return { more, less, how: more > less ? "won" : more < less ? "lost" : "tied" };
}
