// The contributions as one list, narrowed down as its form says.

import { foundIn, goalOf, hidingsOf, namesOf, nounOf } from "./desk-found.js";
import { fill, listed } from "./fill.js";
import { announce, word } from "./words.js";

const FIRST = 30;
const SPEAK_MS = 800;
const form = document.getElementById("filter");
const list = document.getElementById("list");
const more = document.getElementById("more");
let whole = new URLSearchParams(location.search).has("all");
let latest = null;
let speaking = null;

/** Narrows the list down while someone types, and shows all of it when asked. */
export function takeFilter() {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    whole = false;
    draw();
    clearTimeout(speaking);
    speaking = setTimeout(() => announce(document.getElementById("found").textContent), SPEAK_MS);
    history.replaceState(null, "", `?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  });
  more.addEventListener("click", (event) => {
    event.preventDefault();
    const next = list.children.length;
    whole = true;
    draw();
    list.children[next]?.querySelector("a, button")?.focus();
  });
}

/** Brings the list up to date. */
export function drawList(seen) {
  latest = seen;
  const counts = { goals: seen.goals.size, measures: seen.measures.size, comments: seen.comments.size };
  fill(form, { ...counts, hidden: hidingsOf(seen).length });
  drawThemes(form.elements.theme, seen);
  draw();
}

/** Brings the themes that a field offers up to date. */
export function drawThemes(select, seen) {
  listed(select, seen.themes, "option");
}

function draw() {
  if (!latest) return;
  const names = namesOf(latest);
  const { show, ...narrowed } = wanted();
  const found = foundIn(latest, names, show, narrowed);
  const row = show === "hidden" ? hiddenRow : contributionRow;
  const rows = (whole ? found : found.slice(0, FIRST)).map((thing) => row(latest, names, nounOf(show, thing), thing));
  listed(list, rows, show === "hidden" ? "hidden" : "contribution", (each) => each, JSON.stringify);
  document.getElementById("found").textContent = word("found", { num: found.length });
  more.hidden = rows.length === found.length;
  more.firstElementChild.textContent = word("show_all", { num: found.length });
}

function wanted() {
  const { show, q, theme, mine } = form.elements;
  return { show: show.value, text: q.value, theme: Number(theme.value), mine: mine.checked };
}

function contributionRow(seen, names, noun, thing) {
  const goal = goalOf(seen, noun, thing);
  const mine = seen.isMine(noun, thing);
  const may = (verb) => seen.may(`${verb}_${noun}`, goal.theme_id, { author: mine, onBallot: seen.onOpenBallot(goal) });
  const path = `/c/${seen.slug}/goals/${goal.id}`;
  const way = (verb) => {
    const id = `${verb}_${noun}-${thing.id}`;
    return `${path}?desk=${document.body.dataset.code}&open=${id}#${id}`;
  };
  return {
    id: `${noun}-${thing.id}`,
    text: thing.title ?? thing.text,
    stance: thing.stance ? word(`stance_${thing.stance}`) : "",
    author: names(noun, thing.id),
    body: seen.body(thing.body_id)?.title ?? {},
    mine,
    on: noun === "goal" ? (seen.themes.find(({ id }) => id === goal.theme_id)?.title ?? {}) : goal.title,
    measures: thing.measures?.length ? word("measures", { num: thing.measures.length }) : "",
    comments: thing.commentCount ? word("comments", { num: thing.commentCount }) : "",
    path: noun === "goal" ? path : `${path}#${noun}-${thing.id}`,
    edit: noun !== "comment" && may("edit"),
    move: noun === "goal" && may("move"),
    hide: may("hide"),
    edit_path: way("edit"),
    move_path: way("move"),
    hide_path: way("hide"),
  };
}

function hiddenRow(seen, names, noun, hiding) {
  const id = hiding.thing_id;
  return {
    id: `hidden-${noun}-${id}`,
    kind: word(`noun_${noun}`),
    text: hiding.texts,
    author: names(noun, id),
    why: hiding.reason ? word("reason", { reason: hiding.reason }) : word(`withdrawn_by_${hiding.taken_by}`),
    mine: seen.mine[noun].has(id),
    restore: seen.may(`restore_${noun}`, null, { onBallot: noun === "goal" && seen.onOpenBallot({ id }) }),
    form: `restore_${noun}-${id}`,
    action: `/api/v1/consultations/${seen.slug}/do/restore_${noun}`,
    field: `${noun}_id`,
    number: id,
    revision: seen.snapshot[`${noun}s`].find((thing) => thing.id === id)?.revision,
  };
}
