// The goals under their themes: what changes is filled in where it stands, and new ones of others wait to be asked for.

import { fill, rowTemplate } from "../render/fill.js";
import { word } from "../language/words.js";

let known = null;

/** Brings all sections up to date; `proposing`: whether the form that proposes stands on this page now. */
export function drawGoals(view, proposing) {
  // What the page came with is known; what comes later waits, unless it is one's own.
  known ??= new Set([...document.querySelectorAll(".goal[data-id]")].map(({ dataset }) => Number(dataset.id)));
  for (const section of document.querySelectorAll("[data-theme]")) {
    const theme = view.themes.find(({ id }) => id === Number(section.dataset.theme));
    section.hidden = !theme;
    if (theme) drawTheme(section, view, theme, proposing);
  }
  for (const count of document.querySelectorAll("[data-count]")) {
    say(count, String(view.themes.find(({ id }) => id === Number(count.dataset.count))?.goals.length ?? ""));
  }
}

/** Shows the waiting goals of a theme when they are asked for. */
export function takeNews(draw) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-news]");
    if (!button) return;
    for (const id of button.dataset.news.split(" ")) known.add(Number(id));
    draw();
    const [first] = button.dataset.news.split(" ");
    document.querySelector(`#goal-${first} a`)?.focus();
  });
}

function drawTheme(section, view, theme, proposing) {
  const place = section.querySelector(".goals");
  const held = new Map([...place.children].map((card) => [Number(card.dataset.id), card]));
  const waiting = theme.goals.filter(({ id }) => !held.has(id) && !known.has(id) && !view.mine.goal.has(id));
  for (const goal of theme.goals) {
    if (waiting.includes(goal)) continue;
    const card = held.get(goal.id) ?? place.appendChild(rowTemplate("goal"));
    held.delete(goal.id);
    known.add(goal.id);
    drawCard(card, view, goal);
  }
  for (const [id, card] of held) {
    card.remove();
    known.delete(id);
  }
  const button = section.querySelector("[data-news]");
  button.hidden = !waiting.length;
  const news = waiting.length ? word("new_goals", { num: waiting.length }) : "";
  say(button, news);
  sayAbove(theme, news);
  if (waiting.length) button.dataset.news = waiting.map(({ id }) => id).join(" ");
  section.querySelector(".none").hidden = theme.goals.length > 0;
  section.querySelector(".propose-here").hidden = !(proposing && view.may("propose_goal", theme.id));
}

// New goals that wait far below are announced in the list of themes.
function sayAbove({ id }, news) {
  for (const tag of document.querySelectorAll(`[data-fresh="${id}"]`)) {
    tag.hidden = !news;
    say(tag, news);
  }
}

// What is set anew to what it was costs a browser, and a screen reader, as much as a change.
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function drawCard(card, view, goal) {
  const mayComment = view.may("add_comment", goal.theme_id);
  const measures = goal.measures.map(({ revision }) => revision).join(",");
  const mark = [goal.revision, measures, goal.commentCount, view.isMine("goal", goal), mayComment, mayEdit(view, goal)].join("/");
  if (card.dataset.mark === mark) return;
  card.dataset.mark = mark;
  card.dataset.id = goal.id;
  fill(card, cardValues(view, goal, mayComment));
}

/** The values of a goal's card. */
function cardValues(view, goal, mayComment = view.may("add_comment", goal.theme_id)) {
  const path = `/c/${view.slug}/goals/${goal.id}`;
  const comments = goal.commentCount ? "comments" : mayComment ? "comment_on_this" : "no_comments";
  return {
    ...whose(view, "goal", goal),
    anchor: `goal-${goal.id}`,
    titled: `goal-${goal.id}-title`,
    path,
    talk: `${path}#comments`,
    edit: `${path}?open=edit_goal-${goal.id}#edit_goal-${goal.id}`,
    mayEdit: mayEdit(view, goal),
    title: goal.title,
    rationale: goal.rationale,
    phenomena: goal.phenomena,
    measures: goal.measures.map(measureValues),
    comments: word(comments, { num: goal.commentCount }),
  };
}

/** The values of a measure's line. */
export function measureValues(measure) {
  return {
    ...measure,
    byWhom: Object.keys(measure.responsible).length + Object.keys(measure.time_frame).length > 0,
    status: measure.status === "planned" ? "" : word(`status_${measure.status}`),
  };
}

/** Whose a contribution is: the body that its author speaks for; those who lead may have the name shown too. */
export function whose(view, noun, thing) {
  const mine = view.isMine(noun, thing);
  const named = !mine && "names" in document.body.dataset;
  const author = !named ? "" : (view.author(noun, thing)?.name ?? "");
  const body = view.body(thing.body_id)?.title ?? {};
  return { mine, author, body, whose: mine || author || Object.keys(body).length > 0 };
}

function mayEdit(view, goal) {
  const author = view.isMine("goal", goal);
  return author && view.may("edit_goal", goal.theme_id, { author, onBallot: view.onOpenBallot(goal) });
}
