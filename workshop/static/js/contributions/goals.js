// The goals under their themes: what changes is filled in where it stands, and new ones of others wait to be asked for.

import { arrange, cardsById, list } from "./listing.js";
import { wayTo } from "../view/badges.js";
import { fill, listed, say } from "../render/fill.js";
import { markValues, measureValues, whose } from "./whose.js";
import { word } from "../language/words.js";

const ways = document.querySelector("[data-ways]");
const marks = document.getElementById("goal-mark").parentElement;
const selects = document.querySelectorAll("[data-options]");

/** Brings all sections up to date; `proposing`: whether the form that proposes stands on this page now. */
export function drawGoals(view, proposing) {
  drawLists(view);
  arrange(view);
  for (const [id, card] of cardsById()) drawCard(card, view, view.goals.get(id));
  for (const section of list.children) drawSection(section, view, proposing);
  for (const count of document.querySelectorAll("[data-count]")) say(count, String(themeOf(view, count.dataset.count)?.goals.length ?? ""));
}

/** Lists what the reader asks for now, in its order: all of it, since they asked. */
export function listAnew(view) {
  for (const card of arrange(view, true)) drawCard(card, view, view.goals.get(Number(card.dataset.id)));
}

// Themes come and go while a page is open: each has a section, a way to it, and is an option of the filter, as others are.
function drawLists(view) {
  const propose = `${location.pathname}?theme=`;
  const values = (theme) => (theme.id ? { ...wayTo(theme), propose: `${propose}${theme.id}#propose_goal` } : {});
  listed(list, [{ id: 0, revision: 0 }, ...view.themes], "theme-section", values);
  if (ways) listed(ways, view.themes, "theme-way", wayTo);
  for (const select of selects) {
    const things = view[select.dataset.options];
    listed(select, things, "option");
    select.parentElement.hidden = !things.length;
  }
  marks.hidden &&= ![...view.goals.values()].some(({ mark, adopted }) => mark || adopted);
}

function drawSection(section, view, proposing) {
  const theme = themeOf(view, section.dataset.theme);
  section.querySelector(".none").hidden = !theme || theme.goals.length > 0;
  const here = section.querySelector(".theme-propose");
  if (here) here.hidden = !(proposing && theme && view.may("propose_goal", theme.id));
}

function themeOf(view, number) {
  return view.themes.find(({ id }) => id === Number(number));
}

function drawCard(card, view, goal) {
  if (goal.member_ids.length) void drawFamily(card, view, goal);
  const mayComment = view.may("add_comment", goal.theme_id);
  const measures = goal.measures.map(({ revision }) => revision);
  const mark = [goal.revision, goal.adopted, themeOf(view, goal.theme_id)?.revision, measures, goal.commentCount, view.isMine("goal", goal), mayComment, mayEdit(view, goal)].join("/");
  if (card.dataset.mark === mark) return;
  card.dataset.mark = mark;
  if (!card.querySelector(":scope > .goal-more")) complete(card);
  fill(card, cardValues(view, goal, mayComment));
}

// Rows come without what only cards and paper show.
function complete(card) {
  const more = document.getElementById("row-template-goal").content.querySelector(".goal-more");
  card.querySelector(":scope > .goal-whose").after(more.cloneNode(true));
}

async function drawFamily(...about) {
  const { drawOriginals } = await import("../contributions/families.js").catch(() => ({}));
  drawOriginals?.(...about);
}

/** The values of a goal's card. */
function cardValues(view, goal, mayComment) {
  const path = `/c/${view.slug}/goals/${goal.id}`;
  const comments = goal.commentCount ? "comments" : mayComment ? "comment_on_this" : "no_comments";
  return {
    ...whose(view, "goal", goal),
    ...markValues(goal),
    anchor: `goal-${goal.id}`,
    titled: `goal-${goal.id}-title`,
    path,
    talk: `${path}#comments`,
    edit: `${path}?open=edit_goal-${goal.id}#edit_goal-${goal.id}`,
    mayEdit: mayEdit(view, goal),
    number: goal.number,
    title: goal.title,
    said: goal.commentCount || "",
    themeColour: themeOf(view, goal.theme_id)?.colour ?? "",
    told_body: view.isMine("goal", goal) ? {} : (view.body(goal.body_id)?.title ?? {}),
    rationale: goal.rationale,
    phenomena: goal.phenomena,
    measures: goal.measures.map(measureValues),
    comments: word(comments, { num: goal.commentCount }),
  };
}

function mayEdit(view, goal) {
  const author = view.isMine("goal", goal);
  return author && view.may("edit_goal", goal.theme_id, { author, onBallot: view.onOpenBallot(goal) });
}
