// What a goal came of and what stands for it, as the server renders it: asked for again when any of it has changed.

// A hall that hears of a merge at once does not ask at once.
const SPREAD_MS = 2000;

/** Brings what stands on a goal's page about its family up to date. */
export function drawFamily(article, view, goal) {
  const place = article.querySelector("[data-family]");
  const mark = markOf(view, goal);
  if (!place || place.dataset.family === mark) return;
  place.dataset.family = mark;
  void replace(place, view, goal, "family", () => place.dataset.family === mark);
}

/** Brings the originals that are folded under a family's card up to date. */
export function drawOriginals(card, view, goal) {
  const mark = markOf(view, goal);
  if (card.dataset.of === mark || card.querySelector(".goal-originals")?.dataset.of === mark) return;
  card.dataset.of = mark;
  // What it said may have gone since.
  card.querySelector(".goal-originals")?.remove();
  const place = document.createComment("");
  card.append(place);
  setTimeout(() => void replace(place, view, goal, "originals", () => card.dataset.of === mark), Math.random() * SPREAD_MS);
}

/** Takes the history of a goal from the server when it is opened. */
export function takeTrail() {
  document.addEventListener("toggle", ({ target }) => void openTrail(target), true);
}

/** Where something came from that was carried to this goal; "" for what was written here. */
export function sourceOf(view, { from_goal_id: id }) {
  const source = view.goals.get(id);
  return source ? Object.fromEntries(Object.entries(source.title).map(([lang, title]) => [lang, `${source.number} ${title}`])) : "";
}

// What changes with whatever is shown of a family, as `family_mark` of workshop/web/view/families.py says it.
function markOf(view, goal) {
  const about = [goal.family_id, goal.from_goal_id, ...goal.part_ids].filter(Boolean).map((id) => view.goals.get(id));
  return [goal, ...about, ...under(view, goal)].map((one) => one?.revision ?? 0).join("/");
}

function under(view, { member_ids: ids }) {
  return ids.map((id) => view.goals.get(id)).flatMap((one) => [one, ...(one ? under(view, one) : [])]);
}

async function replace(place, view, goal, part, isWanted) {
  const fresh = await partOf(`/c/${view.slug}/goals/${goal.id}?part=${part}`);
  if (fresh && isWanted() && place.isConnected) place.replaceWith(fresh);
}

async function openTrail(fold) {
  const way = fold.open && fold.matches?.("[data-trail]") && fold.querySelector("[data-trail-way]");
  if (!way) return;
  const address = new URL(way.querySelector("a").href);
  const fresh = await partOf(`${address.pathname}?part=trail`);
  if (fresh && way.isConnected) way.replaceWith(fresh);
}

async function partOf(address) {
  try {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) return null;
    const { firstElementChild: first } = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    return first && document.importNode(first, true);
  } catch {
    return null;
  }
}
