// The participants as a list: the first of many, until all are asked for.

import { called, toldApart } from "./apart.js";
import { listed } from "./fill.js";
import { lookAlikes } from "./reading.js";
import { word } from "./words.js";

const FIRST = 30;
const fold = document.getElementById("participants");
const list = document.getElementById("people");
const more = document.getElementById("more-people");
const inOrder = new Intl.Collator(["fi", "sv"]);
let whole = new URLSearchParams(location.search).has("all");

/** Shows all participants when asked. */
export function takePeople(redraw) {
  more.addEventListener("click", (event) => {
    event.preventDefault();
    const next = list.children.length;
    whole = true;
    redraw();
    list.children[next]?.querySelector("a")?.focus();
  });
}

/** Brings the list up to date. */
export function drawPeople(seen) {
  const people = seen.participants.sort((one, other) => inOrder.compare(one.name, other.name) || one.id - other.id);
  const shown = whole ? people : people.slice(0, FIRST);
  fold.querySelector("summary .count").textContent = people.length;
  const alike = lookAlikes(people);
  listed(list, shown.map((one) => rowOf(seen, one, alike)), "person", (row) => row, JSON.stringify);
  more.hidden = shown.length === people.length;
  more.firstElementChild.textContent = word("show_all", { num: people.length });
}

function rowOf(seen, one, alike) {
  return {
    id: one.id,
    anchor: `participant-${one.id}`,
    name: one.name,
    apart: toldApart(one, alike),
    role: word(`role_${one.role}`),
    body: seen.body(one.body_id)?.title ?? {},
    me: one.id === seen.me.id,
    path: `?change=participant-${one.id}#participant-${one.id}`,
  };
}

/** What the dialog about a participant holds. */
export function personValues(seen, id) {
  const one = seen.participants.find((each) => each.id === id);
  const fields = { participant_id: id, expect: one.revision, role: one.role, body_id: one.body_id };
  return { id, ...fields, text: called(one, lookAlikes(seen.participants)), me: id === seen.me.id };
}
