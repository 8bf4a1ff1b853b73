// The measures of a goal on its page, each with what is said about it.

import { actsOn, linkValues } from "../view/acts.js";
import { drawRows } from "./arrivals.js";
import { drawThread } from "./comments.js";
import { sourceOf } from "./families.js";
import { fill } from "../render/fill.js";
import { measureValues, whose } from "./whose.js";
import { short } from "../language/short.js";

/** Brings the measures of a goal up to date. */
export function drawMeasures(list, view, goal) {
  const isOwn = ({ id }) => view.mine.measure.has(id);
  const draw = (row, measure) => drawMeasure(row, measure, view, goal);
  drawRows(list, goal.measures, { noun: "measure", draw, isOwn, news: "new_measures" });
}

function drawMeasure(row, measure, view, goal) {
  const may = actsOn(view, "measure", measure, goal);
  const mark = [measure.revision, view.goals.get(measure.from_goal_id)?.revision, ...may].join("/");
  if (row.dataset.mark !== mark) {
    row.dataset.mark = mark;
    fill(row, {
      ...measureValues(measure),
      ...whose(view, "measure", measure),
      from: sourceOf(view, measure),
      ...linkValues("measure", measure, may),
      anchor: `measure-${measure.id}`,
      titled: `measure-${measure.id}-title`,
      short: short(measure.text),
    });
  }
  drawThread(row.querySelector(":scope > .comment-thread"), view, goal, measure);
}
