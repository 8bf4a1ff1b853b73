// The figures of a workshop's own people and goals: people by what they did, things by how many there are.
//
// Pure and without imports. The server's twin is workshop/web/pages/pulse.py.

/**
 * Counts what those who lead may know of a workshop; `round` is the present one.
 *
 * `people` are the workshop's own without those who lead; of them `invited` have not come yet and `joined` have.
 * `voted` is the turnout of the open voting round as far as it may be told: null where there is none to tell.
 * `bodies` have how many joined and how many goals for a `body`, or for null.
 */
export function pulseOf(seen, workshop, round) {
  const people = seen.peopleOf(workshop).filter(({ role }) => role !== "facilitator");
  const here = people.filter(({ invited }) => !invited);
  const [goals, comments] = [seen.goalsOf(workshop), commentsOf(seen, workshop)];
  const voted = (round && seen.turnouts[round.id]) ?? null;
  return {
    people,
    invited: people.length - here.length,
    joined: here.length,
    entitled: entitled(seen, people, round, voted),
    goals: goals.length,
    proposers: authorsOf(seen, "goal", goals.map(({ id }) => id)),
    comments: comments.length,
    commenters: authorsOf(seen, "comment", comments),
    voted,
    bodies: bodies(seen, here, goals),
  };
}

// Members, and of those who lead whoever has voted, as far as one can know it of others.
function entitled(seen, people, round, voted) {
  const members = people.filter(({ role }) => role === "member").length;
  return Math.max(members + (seen.leads && seen.voted.has(round?.id) ? 1 : 0), voted ?? 0);
}

function commentsOf(seen, workshop) {
  const own = new Set(seen.peopleOf(workshop).map(({ id }) => id));
  const elsewhere = new Set(seen.participants.map(({ id }) => id).filter((id) => !own.has(id)));
  return [...seen.comments.keys()].filter((id) => !elsewhere.has(seen.authors.get(`comment/${id}`)));
}

function authorsOf(seen, noun, numbers) {
  const authors = numbers.map((id) => seen.authors.get(`${noun}/${id}`));
  return new Set(authors.filter((author) => author !== undefined)).size;
}

function bodies(seen, people, goals) {
  const offered = new Set(seen.bodies.map(({ id }) => id));
  const count = (things) => {
    const numbers = new Map();
    for (const { body_id: id } of things) {
      const body = offered.has(id) ? id : null;
      numbers.set(body, (numbers.get(body) ?? 0) + 1);
    }
    return numbers;
  };
  const [joined, proposed] = [count(people), count(goals)];
  return [...seen.bodies, null]
    .map((body) => ({ body, joined: joined.get(body?.id ?? null) ?? 0, goals: proposed.get(body?.id ?? null) ?? 0 }))
    .filter((row) => row.joined || row.goals);
}
