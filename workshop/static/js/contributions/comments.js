// Comments under a goal or a measure, in their threads.

import { actsOn, linkValues } from "../view/acts.js";
import { drawRows } from "./arrivals.js";
import { sourceOf } from "./families.js";
import { stamp } from "../language/clock.js";
import { fill } from "../render/fill.js";
import { whose } from "./whose.js";
import { short } from "../language/short.js";
import { threadsOf } from "../view/threads.js";
import { word } from "../language/words.js";

const STANCES = ["for", "against", "neutral", "question"];
// Where the comments of this page stand or stood: what is left of one that is gone stays there.
const places = new Map();

/** Brings the thread under `thing`, which is the goal or one of its measures, up to date. */
export function drawThread(list, view, goal, thing) {
  const noun = thing === goal ? "goal" : "measure";
  for (const { id, reply_to } of thing.comments) places.set(id, { id, reply_to, on: `${noun}-${thing.id}` });
  const gone = [...places.values()].filter(({ id, on }) => on === `${noun}-${thing.id}` && !view.comments.has(id));
  drawReplies(list, threadsOf(thing.comments, gone), view, goal, "new_comments");
}

/** The figures that stand above the comments on a goal. */
export function sumOf(comments) {
  const count = (stance) => comments.filter((comment) => takes(comment) && comment.stance === stance).length || "";
  return { number: comments.length || "", ...Object.fromEntries(STANCES.map((stance) => [stance, count(stance)])) };
}

// A reply that takes no stance is neutral, and is shown without one.
function takes({ reply_to: above, stance }) {
  return !(above && stance === "neutral");
}

function drawReplies(list, comments, view, goal, news) {
  const isOwn = ({ id }) => view.mine.comment.has(id);
  const draw = (row, comment) => drawComment(row, comment, view, goal);
  drawRows(list, comments, { noun: "comment", draw, isOwn, news });
}

function drawComment(row, comment, view, goal) {
  const may = comment.gone ? new Set() : actsOn(view, "comment", comment, goal);
  const mark = [comment.revision, comment.gone, comment.to?.revision, view.goals.get(comment.from_goal_id)?.revision, ...may].join("/");
  if (row.dataset.mark !== mark) {
    row.dataset.mark = mark;
    fill(row, comment.gone ? goneValues(comment) : commentValues(comment, view, may));
  }
  drawReplies(row.querySelector(":scope > .comment-replies"), comment.replies, view, goal, "new_replies");
}

// A removed text must not stay in the document, where the inspector would show it.
function goneValues(comment) {
  return { ...named(comment), gone: true, author: "", body: "", text: "", short: "", to: null, from: "" };
}

function named({ id }) {
  return { anchor: `comment-${id}`, titled: `comment-${id}-head` };
}

function commentValues(comment, view, may) {
  return {
    ...named(comment),
    ...whose(view, "comment", comment),
    from: sourceOf(view, comment),
    ...linkValues("comment", comment, may),
    [comment.stance]: true,
    stanced: takes(comment),
    shape: `#shape-${comment.stance}`,
    stance: word(`stance_${comment.stance}`),
    created_at: comment.created_at,
    written: stamp(comment.created_at),
    text: comment.text,
    short: short(comment.text),
    to: comment.to?.gone ? word("gone_comment") : comment.to && short(comment.to.text),
  };
}
