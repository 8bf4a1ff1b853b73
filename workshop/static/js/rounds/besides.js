// What a counted round shows besides the figures of each goal: a map of two criteria, goals against goals, and reasons.

import { fill, listed } from "../render/fill.js";
import { pairsOf } from "../view/against.js";
import { axesOf, mapOf } from "../view/maps.js";
import { methodOf, namesOf } from "../view/methods.js";
import { textIn, word } from "../language/words.js";

/** The names of the columns, of which some are those of criteria. */
export function namedColumns(round) {
  const names = namesOf(round);
  const bar = methodOf(round).bar.map((name) => names[Object.keys(methodOf(round).figures).indexOf(name)]);
  return {
    parted: bar.length > 1,
    divided: methodOf(round).middle !== null,
    ...Object.fromEntries(names.map((name, at) => [`name${at}`, name])),
    figures_of_cells: bar.map(plain).join(" – "),
  };
}

/** The values of the parts of a counted round that stand beside its figures. */
export function besides(round, rows, tally) {
  const map = mapOf(round, rows);
  const pairs = pairsOf(rows, tally.pairs);
  const first = pairs.find(({ wins }) => wins === pairs.length - 1);
  const reasons = reasonsOf(rows, tally.reasons ?? {});
  return {
    mapped: map?.points.length,
    ...(map && axesOf(round)),
    best: map ? bestOf(map) : "",
    points: map?.points.map(pointOf) ?? [],
    joined: map?.points.filter(({ others }) => others.length).map(joinedOf) ?? [],
    paired: pairs.length > 1,
    beats_all: first ? word("beats_all", { goal: named(first) }) : word("beats_none"),
    reasoned: reasons.length,
    reasons,
    unreasoned: tally.reasons && !reasons.length,
  };
}

/** Draws the table of goals against goals; what stands before the cells of a row is filled by itself. */
export function drawBesides(section, rows, tally) {
  const place = section.querySelector(".results-pairs");
  const pairs = pairsOf(rows, tally.pairs);
  const ids = pairs.map(({ id }) => id);
  const lines = pairs.map((row) => ({ ...row, cells: row.cells.map((cell, at) => cellOf(ids[at], cell)) }));
  listed(place.querySelector("thead tr"), pairs.map(({ id, number, revision }) => ({ id, number, revision })), "pairs-head");
  listed(place.querySelector("tbody"), lines, "pairs-row", (row) => row, ({ revision, cells }) => [revision, ...cells.map((cell) => cell.revision)].join("/"));
  for (const row of place.querySelectorAll("tbody tr")) {
    const line = lines.find(({ id }) => String(id) === row.dataset.id);
    for (const part of row.querySelectorAll(":scope > :not([data-id])")) fill(part, line);
  }
}

function cellOf(id, cell) {
  const how = cell?.how ?? "itself";
  return { id, words: cell ? `${cell.more}–${cell.less}` : "", how, [how]: true, revision: cell ? `${cell.more}/${cell.less}` : "" };
}

function bestOf({ best }) {
  return best.length ? word("high_on_both", { num: best.length, goals: best.map(({ number }) => number).join(", ") }) : word("none_high");
}

function pointOf({ id, number, colour, x, y, others, revision }) {
  const more = moreOf(others);
  return { id, number, colour, x: `${x}%`, y: `${y}%`, more, revision: `${revision}/${x}/${y}/${more}` };
}

function joinedOf({ id, number, others }) {
  const numbers = others.map((other) => other.number).join(", ");
  return { id, joint: `${number} ${moreOf(others)}`, others: numbers, revision: `${number}/${numbers}` };
}

function moreOf(others) {
  return others.length ? `+${others.length}` : "";
}

function reasonsOf(rows, reasons) {
  return rows
    .filter(({ id }) => reasons[id]?.length)
    .map((row) => ({ ...row, reasons: reasons[row.id].map((text, at) => ({ id: at + 1, text: text ?? "", revision: text === null ? 2 : 1 })) }));
}

function named({ number, title }) {
  return [number, plain(title)].filter(Boolean).join(" ");
}

function plain(name) {
  return typeof name === "object" ? textIn(name)[0] : name;
}
