// Which goals stand in the list, and where: what the reader asks for, in its order, and what others add waits to be asked for.

import { foldAgain } from "./folds.js";
import { rowTemplate, say } from "../render/fill.js";
import { word } from "../language/words.js";

/** The list: a section for each theme, and one for the orders that go across them. */
export const list = document.querySelector(".theme-list");
let known = null;
// As it is while nothing is asked for; what narrows it down comes when it is wanted.
let question = { wanted: () => ({}), groups: (view) => view.themes.map(({ id, goals }) => [id, goals]) };

/** Lets the list be asked for something: `{wanted(), groups(view, wanted)}`. */
export function askBy(other) {
  question = other;
}

/** The cards on the page by the ids of their goals. */
export function cardsById() {
  return new Map([...list.querySelectorAll(".goal[data-id]")].map((card) => [Number(card.dataset.id), card]));
}

/**
 * Puts the cards where they belong, and gives those that were made. Unless it is done `anew`, because the reader asks for
 * something else, what stands there stays where it is, and what others added waits.
 */
export function arrange(view, anew = false) {
  const wanted = question.wanted();
  // A list that came empty, since a ballot took its place, is filled when it is seen.
  const isAnew = anew || (!known && (Object.keys(wanted).length > 0 || "bare" in list.dataset));
  // What the page came with is known; what comes later waits, unless it is one's own.
  known = isAnew ? new Set(view.goals.keys()) : (known ?? new Set(cardsById().keys()));
  const asked = new Set(question.groups(view, wanted).flatMap(([, goals]) => goals.map(({ id }) => id)));
  const groups = new Map(question.groups(view, { sort: wanted.sort }).map(([theme, goals]) => [String(theme), goals]));
  const cards = cardsById();
  const there = new Set([...groups.values()].flat().map(({ id }) => id));
  // What a family stands for is known when it comes back.
  for (const [id, card] of cards) if (!there.has(id)) letGo(id, card, view.goals.has(id));
  const made = [];
  for (const section of list.children) {
    const goals = groups.get(section.dataset.theme) ?? [];
    const place = section.querySelector(".theme-goals");
    const order = isAnew ? goals : merged(place, goals);
    const [shown, waiting] = parted(order, ({ id, origin }) => cards.has(id) || known.has(id) || origin || view.mine.goal.has(id));
    const rows = shown.map(({ id }) => cards.get(id) ?? make(id, made));
    // What is set anew costs as much as a change.
    if (isAnew) shown.forEach(({ id }, at) => rows[at].hidden === asked.has(id) && (rows[at].hidden = !asked.has(id)));
    put(place, rows);
    // What is as asked for only now waits too, so that nothing moves.
    const late = shown.filter(({ id }, at) => rows[at].hidden && asked.has(id));
    showNews(section, [...waiting.filter(({ id }) => asked.has(id)), ...late]);
  }
  for (const section of list.children) showSection(section, groups, isNarrowed(wanted));
  showFound(wanted);
  if (isAnew) foldAgain(isNarrowed(wanted));
  return made;
}

/** Shows the waiting goals of a section when they are asked for. */
export function takeNews(draw) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".theme [data-news]");
    if (!button) return;
    const ids = button.dataset.news.split(" ");
    for (const id of ids) {
      known.add(Number(id));
      document.getElementById(`goal-${id}`)?.removeAttribute("hidden");
    }
    draw();
    document.querySelector(`#goal-${ids[0]} a`)?.focus();
  });
}

function isNarrowed({ sort, ...narrowing }) {
  return Object.keys(narrowing).length > 0;
}

// The goals in the order in which they stand here, each new one behind the one that it follows.
function merged(place, goals) {
  const byId = new Map(goals.map((goal) => [goal.id, goal]));
  const order = [...place.children].map(({ dataset }) => byId.get(Number(dataset.id))).filter(Boolean);
  const held = new Set(order);
  goals.forEach((goal, at) => held.has(goal) || order.splice(order.indexOf(goals[at - 1]) + 1, 0, goal));
  return order;
}

function parted(things, isFirst) {
  return [things.filter(isFirst), things.filter((thing) => !isFirst(thing))];
}

function make(id, made) {
  const card = rowTemplate("goal");
  card.dataset.id = id;
  known.add(id);
  made.push(card);
  return card;
}

function put(place, rows) {
  let next = place.firstElementChild;
  for (const row of rows) {
    if (row === next) next = next.nextElementSibling;
    else place.insertBefore(row, next);
  }
}

function letGo(id, card, isKnown) {
  if (!isKnown) known.delete(id);
  card.remove();
}

function showSection(section, groups, narrowed) {
  const number = section.querySelectorAll(".goal[data-id]:not([hidden])").length;
  const { theme } = section.dataset;
  const news = !section.querySelector("[data-news]").hidden;
  say(section.querySelector("[data-shown]"), String(number));
  section.hidden = !groups.has(theme) || (!number && !news && (narrowed || theme === "0"));
}

function showNews(section, waiting) {
  const button = section.querySelector("[data-news]");
  const news = waiting.length ? word("new_goals", { num: waiting.length }) : "";
  button.hidden = !news;
  say(button, news);
  if (news) button.dataset.news = waiting.map(({ id }) => id).join(" ");
  // Those that wait far below are announced in the list of themes.
  for (const tag of document.querySelectorAll(`[data-fresh="${section.dataset.theme}"]`)) {
    tag.hidden = !news;
    say(tag, news);
  }
}

function showFound({ sort, q, ...filters }) {
  const asked = Boolean(sort || q || Object.keys(filters).length);
  const number = list.querySelectorAll(".goal[data-id]:not([hidden])").length;
  say(document.querySelector("[data-found]"), asked ? word("goals_found", { num: number }) : "");
  document.querySelector("[data-all]").hidden = !asked;
  document.querySelector("[data-nothing]").hidden = !asked || number > 0;
  say(document.querySelector("[data-narrowed]"), String(Object.keys(filters).length || ""));
}
