// Lists of contributions: what changes is filled in where it stands, and what others add waits behind a button.

import { fill, rowTemplate } from "../render/fill.js";
import { isBegun } from "../forms/forms.js";
import { keepStill } from "../render/still.js";
import { familyOf } from "../view/threads.js";
import { announce, word } from "../language/words.js";

// Often enough to notice, and seldom enough to go on writing while a screen reader reads it out.
const QUIET_MS = 10000;
const revealed = new Set();
const waitingIn = new Map();
const told = { number: 0, at: 0, timer: null };

/**
 * Brings a list up to date with `things`, which are in the order of their ids.
 *
 * `kind` is `{noun, draw(row, thing), isOwn(thing), news}`; `news` names the sentence that counts what waits.
 */
export function drawRows(list, things, kind) {
  const rows = new Map([...list.children].filter(({ dataset }) => dataset.id).map((row) => [Number(row.dataset.id), row]));
  const waiting = things.filter(({ id }) => !rows.has(id)).filter((thing) => !revealed.has(nameOf(kind, thing)) && !kind.isOwn(thing));
  const there = new Set(things.map(({ id }) => id));
  for (const [id, row] of rows) if (!there.has(id)) retire(row, kind, id);
  for (const thing of things) {
    if (waiting.includes(thing)) continue;
    kind.draw(rows.get(thing.id) ?? placed(list, rows, thing.id, kind), thing);
  }
  showNews(list, waiting, kind);
}

/** Shows what waits when it is asked for; `draw` draws the page. */
export function takeArrivals(draw) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".page.goal [data-news]");
    if (!button) return;
    const names = button.dataset.news.split(" ");
    for (const name of names) revealed.add(name);
    button.hidden = true;
    keepStill(draw);
    const rows = names.map((name) => document.getElementById(name)).filter(Boolean);
    for (const row of rows) row.classList.add("fresh");
    rows[0]?.focus({ preventScroll: true });
    rows[0]?.scrollIntoView({ block: "nearest" });
  });
}

/** Says, not too often, how many comments wait on the whole page. */
export function sayNews() {
  const number = waitingNow();
  if (number <= told.number) told.number = number;
  else told.timer ??= setTimeout(tell, Math.max(0, told.at + QUIET_MS - Date.now()));
}

function tell() {
  Object.assign(told, { timer: null, at: Date.now(), number: waitingNow() });
  if (told.number) announce(word("new_comments", { num: told.number }));
}

function waitingNow() {
  for (const list of waitingIn.keys()) if (!list.isConnected) waitingIn.delete(list);
  return [...waitingIn.values()].reduce((one, other) => one + other, 0);
}

function nameOf({ noun }, { id }) {
  return `${noun}-${id}`;
}

function placed(list, rows, id, { noun }) {
  const row = rowTemplate(noun);
  row.dataset.id = id;
  const next = [...rows.keys()].sort((one, other) => one - other).find((other) => other > id);
  list.insertBefore(row, rows.get(next) ?? list.querySelector(":scope > .news-row"));
  rows.set(id, row);
  return row;
}

// A row under which somebody writes stays for as long as they do, without what is gone.
function retire(row, kind, id) {
  revealed.delete(nameOf(kind, { id }));
  if ([...row.querySelectorAll("form")].some((form) => isBegun(form) || form.dataset.over)) {
    row.dataset.mark = "gone";
    fill(row, { gone: true });
    return;
  }
  if (row.contains(document.activeElement)) row.closest("section").querySelector("h2").focus({ preventScroll: true });
  row.remove();
}

function showNews(list, waiting, kind) {
  const button = list.querySelector(":scope > .news-row > [data-news]");
  const names = waiting.flatMap(familyOf).map((thing) => nameOf(kind, thing));
  if (kind.noun === "comment") waitingIn.set(list, names.length);
  if (button.dataset.news === names.join(" ")) return;
  button.dataset.news = names.join(" ");
  button.hidden = !names.length;
  button.textContent = names.length ? word(kind.news, { num: names.length }) : "";
}
