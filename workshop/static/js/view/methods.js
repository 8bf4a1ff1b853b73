// The ways of voting as the page describes them: what is asked of them here, so that no other script knows one from another.

import { language, textIn } from "../language/words.js";

const METHODS = JSON.parse(document.body.dataset.methods ?? "{}");
// Stands for each of a round's criteria in the name of a figure; METHODS leaves out what is empty.
const EACH = "*";
const EMPTY = { figures: {}, choices: {}, means: {}, bar: [], given: [], most: [], fewest: [], net: null, middle: null, points: "", parts: [], reason: null };
const bound = new Map();

/**
 * What a round's way of voting says of itself: the names of its `figures`, of which some are `means` by another one, which make
 * its `bar`, which stands in its `middle`, which add up to all that was `given`, of which the greatest `net`, then the `most`
 * and then the `fewest` are best, what its `choices` are called, their `parts`, which part gives the `reason` for which answer,
 * and the kind of number in `points`.
 */
export function methodOf({ method, criteria }) {
  const keys = (criteria ?? []).map(({ key }) => key);
  const name = [method, ...keys].join("/");
  if (!bound.has(name)) bound.set(name, bind({ ...EMPTY, ...METHODS[method] }, keys));
  return bound.get(name);
}

/** What a choice is called, or the parts that it has; it may be a figure, which says itself. */
export function choiceWords(round, choice) {
  const { choices, parts } = methodOf(round);
  const named = (value) => String(choices[value] ?? value);
  if (choice === null || typeof choice !== "object") return named(choice);
  const said = parts.filter((part) => part in choice);
  if (!round.criteria) return said.map((part) => named(choice[part])).join(": ");
  return said.map((part) => `${textIn(titleOf(round, part))[0]} ${named(choice[part])}`).join(", ");
}

/** A ballot's choices after a form has changed some of them, as the server stores them. */
export function mergedBallot(round, held, changes) {
  const choices = { ...held, ...wholeChoices(round, held, changes) };
  return Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== null));
}

/** The choices that a form has changed, whole: of several parts those that stay are `held`; null takes a part or all back. */
export function wholeChoices(round, held, changes) {
  const whole = ([goal, change]) => [goal, change && typeof change === "object" ? mergedChoice(round, held[goal], change) : change];
  return Object.fromEntries(Object.entries(changes).map(whole));
}

// A reason goes with the answer that asks for one.
function mergedChoice(round, held, change) {
  const { reason } = methodOf(round);
  const parts = Object.entries({ ...held, ...change }).filter(([, value]) => value !== null);
  const choice = Object.fromEntries(parts);
  if (reason && !choice[reason.by]) return null;
  if (reason && choice[reason.by] !== reason.asked) delete choice[reason.part];
  return parts.length ? choice : null;
}

/** The title of a criterion by its key, as texts. */
export function titleOf({ criteria }, key) {
  const { title = {} } = criteria.find((each) => each.key === key) ?? {};
  return Object.keys(title).length ? title : { [language]: key };
}

/** What the figures of a round are called, in the order of their columns: words, or the texts of the criterion that names one. */
export function namesOf(round) {
  return Object.entries(methodOf(round).figures).map(([name, words]) => words || titleOf(round, name));
}

/** The parts of the bar of a goal with these figures; the mean of nothing has no length. */
export function partsOf(round, cells) {
  return methodOf(round).bar.map((name) => meanOf(round, cells, name) ?? 0);
}

/** A figure as it is written; a mean with one decimal, half of which is rounded up. */
export function figureWords(round, cells, name) {
  const by = methodOf(round).means[name];
  if (!by) return String(cells[name]);
  if (!cells[by]) return "–";
  const tenths = Math.floor((20 * cells[name] + cells[by]) / (2 * cells[by]));
  return `${Math.floor(tenths / 10)}${language === "en" ? "." : ","}${tenths % 10}`;
}

/** Which of two goals stands above the other by its figures: less than 0 where it is the first, 0 for neither. */
export function compareFigures(round, one, other) {
  const { most, fewest } = methodOf(round);
  const [first, second] = [worthOf(round, one), worthOf(round, other)];
  // Fractions of whole numbers: as decimals some that are equal would differ.
  const better = BigInt(second.top) * BigInt(first.under) - BigInt(first.top) * BigInt(second.under);
  if (better) return better > 0 ? 1 : -1;
  for (const name of most) if (one[name] !== other[name]) return other[name] - one[name];
  for (const name of fewest) if (one[name] !== other[name]) return one[name] - other[name];
  return 0;
}

function meanOf(round, cells, name) {
  const by = methodOf(round).means[name];
  if (!by) return cells[name];
  return cells[by] ? cells[name] / cells[by] : null;
}

function worthOf(round, cells) {
  const { net, most, means } = methodOf(round);
  const [plus, minus] = net ?? [most.slice(0, 1), []];
  const signed = [...plus.map((name) => [name, 1]), ...minus.map((name) => [name, -1])];
  const add = ({ top, under }, [name, sign]) => {
    const by = (means[name] && cells[means[name]]) || 1;
    return { top: top * by + sign * cells[name] * under, under: under * by };
  };
  return signed.reduce(add, { top: 0, under: 1 });
}

function bind(way, keys) {
  const all = (names) => expanded(names, keys).map(([name]) => name);
  const pairs = (found) => expanded(Object.keys(found), keys).map(([name, from, key]) => [name, found[from].replaceAll(EACH, key)]);
  return {
    ...way,
    figures: Object.fromEntries(pairs(way.figures)),
    means: Object.fromEntries(pairs(way.means)),
    net: way.net && way.net.map(all),
    ...Object.fromEntries(["bar", "given", "most", "fewest", "parts"].map((list) => [list, all(way[list])])),
  };
}

// As the server has them: all names of one criterion together.
function expanded(names, keys) {
  const own = keys.flatMap((key) => names.filter((name) => name.includes(EACH)).map((name) => [name.replace(EACH, key), name, key]));
  return [...names.filter((name) => !name.includes(EACH)).map((name) => [name, name, ""]), ...own];
}
