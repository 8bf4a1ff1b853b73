// The list of goals as a reader asks for it: searched, narrowed down, and in one of its orders.
//
// The server's twin is workshop/web/view/goal_list.py, and what is narrowed down by is listed in filters.py beside it.

import { drawLot } from "./draws.js";
import { fold, saidIn } from "../language/fold.js";

const MARKS = ["shortlist", "none", "aside"];
const searched = new Map();

/**
 * Gives the goals that were asked for, as `[theme id, goals]`; in orders across themes all are in one group, 0.
 *
 * `wanted` has what the address has: texts, of which an empty one asks for nothing; and in `found` the ids of goals that
 * have the words in another form, as the server says.
 */
export function goalGroups(view, wanted) {
  const words = fold(wanted.q ?? "").split(" ").filter(Boolean);
  const found = view.themes.map(({ id, goals }) => [id, goals.filter((goal) => passes(view, goal, wanted, words))]);
  const order = Object.hasOwn(ORDERS, wanted.sort) && ORDERS[wanted.sort](view);
  // What is set aside stands below, whatever the order.
  const place = (goal) => [Number(goal.mark === "aside"), ...order(goal), goal.id];
  return order ? [[0, found.flatMap(([, goals]) => goals).sort((one, other) => compare(place(one), place(other)))]] : found;
}

function saidOn(goal) {
  return [goal, ...goal.measures].flatMap(({ comments }) => comments);
}

/** Whether others wrote this goal, or anything under it, after a time of the wire. */
export function isNew(view, goal, since) {
  const isLater = (noun) => (thing) => thing.created_at > since && !view.isMine(noun, thing);
  return isLater("goal")(goal) || goal.measures.some(isLater("measure")) || saidOn(goal).some(isLater("comment"));
}

const ORDERS = {
  newest: () => ({ id }) => [-id],
  discussed: () => ({ commentCount }) => [-commentCount],
  divided: () => divided,
  marked: () => ({ mark }) => [MARKS.indexOf(mark ?? "none")],
  drawn: (view) => ({ id }) => [drawLot(Number(view.me.id) || 0, id)],
};

function divided(goal) {
  const count = (side) => saidOn(goal).filter(({ stance }) => stance === side).length;
  const sides = [count("for"), count("against")];
  return [-Math.min(...sides), -(sides[0] + sides[1]), -goal.commentCount];
}

function compare(one, other) {
  const place = one.findIndex((value, at) => value !== other[at]);
  return place < 0 ? 0 : one[place] - other[place];
}

function passes(view, goal, wanted, words) {
  const isAsked = (name, value) => !wanted[name] || String(value) === String(wanted[name]);
  return (
    isAsked("in_theme", goal.theme_id) &&
    (!wanted.body || withMembers(view, goal).some((one) => isAsked("body", one.body_id))) &&
    isAsked("in_lang", goal.lang) &&
    (wanted.mark === "adopted" ? withMembers(view, goal).some(({ adopted }) => adopted) : isAsked("mark", goal.mark ?? "none")) &&
    (!wanted.phenomenon || goal.phenomenon_ids.map(String).includes(String(wanted.phenomenon))) &&
    (!wanted.mine || withMembers(view, goal).some((one) => view.isMine("goal", one))) &&
    !(wanted.uncommented && saidOn(goal).some((comment) => view.isMine("comment", comment))) &&
    (!wanted.since || isNew(view, goal, wanted.since)) &&
    (wanted.found?.includes(goal.id) || words.every((each) => saidIn(each, textOf(view, goal))))
  );
}

// What a goal is found by, folded once for all that is typed.
function textOf(view, goal) {
  const all = withMembers(view, goal);
  const bodies = all.map(({ body_id: id }) => view.body(id));
  const under = [...goal.measures, ...saidOn(goal)];
  const mark = [goal.number, ...[...all, ...bodies].map((one) => one?.revision), ...under.map(({ id, revision }) => `${id}:${revision}`)].join("/");
  const held = searched.get(goal.id);
  if (held?.mark === mark) return held.text;
  const numbers = goal.measures.map(({ number }) => `${goal.number}.${number}`);
  const texts = [numbers, ...under.map(({ text }) => text), ...all.flatMap((one, at) => [one.title, one.rationale, bodies[at]?.title ?? {}, [one.number]])];
  const text = fold(texts.flatMap((each) => Object.values(each)).join("\n"));
  searched.set(goal.id, { mark, text });
  return text;
}

// A goal and the goals that were merged into it.
function withMembers(view, goal) {
  const members = goal.member_ids.map((id) => view.goals.get(id)).filter(Boolean);
  return [goal, ...members.flatMap((one) => withMembers(view, one))];
}
