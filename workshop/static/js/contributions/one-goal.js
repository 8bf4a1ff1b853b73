// One goal whole, with its measures and comments, wherever it stands: on its page, or in a sheet over a list.

import { actsOn, linkValues } from "../view/acts.js";
import { backgroundOf } from "../view/backgrounds.js";
import { badgeOf } from "../view/badges.js";
import { when } from "../language/clock.js";
import { drawThread, sumOf } from "./comments.js";
import { drawFamily } from "./families.js";
import { fill, rowTemplate } from "../render/fill.js";
import { isBegun, leaveDraft, restore } from "../forms/forms.js";
import { beside, nextRound } from "../view/goal-ways.js";
import { markValues, whose } from "./whose.js";
import { drawMeasures } from "./measures.js";
import { sayOpen, sayOver } from "../forms/over.js";
import { drawPlaces } from "./places.js";
import { short } from "../language/short.js";
import { draftOf } from "../storage/storage.js";
import { word } from "../language/words.js";

/** Brings what stands in `place` up to date: a goal's article, and what is said when it is gone; `redraw` draws it again. */
export function drawGoal(place, view, redraw) {
  const article = place.querySelector(".page.goal");
  const goal = view.goals.get(Number(article.dataset.id));
  if (!goal) return drawGone(place, article, redraw);
  place.querySelector("#gone").hidden = true;
  article.hidden = false;
  fill(article, goalValues(view, goal));
  drawFamily(article, view, goal);
  drawMeasures(article.querySelector("[data-list=measures]"), view, goal);
  drawThread(article.querySelector(".goal-talk > .comment-thread"), view, goal, goal);
  drawWrite(article.querySelector("#write"), goal, view.may("add_comment", goal.theme_id));
  drawPlaces(view, goal);
}

// The page stays while something is being written on it, until that is closed.
function drawGone(place, article, redraw) {
  const notice = place.querySelector("#gone");
  const writing = [...article.querySelectorAll("form")].filter((form) => isBegun(form) || form.dataset.over);
  for (const form of writing) {
    sayOver(form, "gone", () => {
      leaveDraft(form);
      form.remove();
      redraw();
    });
  }
  const focused = article.contains(document.activeElement);
  article.hidden = !writing.length;
  if (!notice.hidden) return;
  notice.hidden = false;
  if (focused && article.hidden) notice.focus();
}

function goalValues(view, goal) {
  const may = actsOn(view, "goal", goal, goal);
  const commenting = view.may("add_comment", goal.theme_id);
  return {
    ...whose(view, "goal", goal),
    ...markValues(goal),
    ...linkValues("goal", goal, may),
    ...besideValues(view, goal),
    ...sumOf(goal.comments),
    title: goal.title,
    short: short(goal.title),
    rationale: goal.rationale,
    phenomena: goal.phenomena,
    measured: goal.measures.length,
    commenting,
    writing: commenting && goal.comments.length > 0,
    coming: coming(view, goal),
  };
}

function besideValues(view, goal) {
  const theme = view.themes.find(({ id }) => id === goal.theme_id);
  const [before, after] = beside(view, goal);
  const path = (one) => (one ? `/c/${view.slug}/goals/${one.id}` : null);
  return {
    theme: theme?.title ?? "",
    ...(theme && badgeOf(theme)),
    ...backgroundOf(theme, view.slug),
    theme_path: `/c/${view.slug}#theme-${goal.theme_id}`,
    beside: Boolean(before || after),
    before: before?.title ?? "",
    before_path: path(before),
    after: after?.title ?? "",
    after_path: path(after),
  };
}

function coming(view, goal) {
  const next = nextRound(view, "comment", goal.theme_id);
  return next ? word("opens_then", { when: when(next.opens_at) }) : "";
}

// The form stands at the end while one may comment, and longer while somebody writes in it.
function drawWrite(write, { id }, may) {
  if (!document.getElementById("row-template-write")) return;
  const form = write.querySelector("form") ?? (may || draftOf(`add_comment-${id}`).length ? placeWrite(write) : null);
  if (!form) return;
  if (may) return sayOpen(form);
  if (!isBegun(form) && !form.dataset.over) return write.replaceChildren();
  sayOver(form, "over", () => {
    leaveDraft(form);
    write.replaceChildren();
  });
}

function placeWrite(write) {
  write.append(rowTemplate("write"));
  const form = write.querySelector("form");
  restore(form);
  return form;
}
