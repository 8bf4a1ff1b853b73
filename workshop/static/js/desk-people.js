// The participants as a list: the first of many, until all are asked for.

import { called, toldApart } from "./apart.js";
import { stamp } from "./clock.js";
import { listed } from "./fill.js";
import { live } from "./live.js";
import { lookAlikes } from "./reading.js";
import { textIn, word } from "./words.js";

const FIRST = 30;
const fold = document.getElementById("participants");
const list = document.getElementById("people");
const more = document.getElementById("more-people");
const REFRESH_MS = 2000;
const inOrder = new Intl.Collator(["fi", "sv"]);
let known = null;
let asked = 0;
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
export function drawPeople(seen, workshop) {
  const people = seen.peopleOf(workshop).sort((one, other) => inOrder.compare(one.name, other.name) || one.id - other.id);
  const shown = whole ? people : people.slice(0, FIRST);
  fold.querySelector("summary .count").textContent = people.length;
  const alike = lookAlikes(people);
  listed(list, shown.map((one) => rowOf(seen, one, alike)), "person", (row) => row, JSON.stringify);
  followDoubles(people);
  more.hidden = shown.length === people.length;
  more.firstElementChild.textContent = word("show_all", { num: people.length });
}

// Which browsers are the same only the server knows, so that its part of the page is fetched when people come or go.
function followDoubles(people) {
  const now = JSON.stringify(people.map(({ id, name }) => [id, name]));
  const before = known;
  known = now;
  if (before === null || before === now) return;
  clearTimeout(asked);
  asked = setTimeout(() => void drawDoubles().catch(() => {}), REFRESH_MS);
}

async function drawDoubles() {
  const answer = await fetch(`${location.pathname}/doubles`);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [held, fresh] = [document, page].map((each) => each.getElementById("doubles"));
  if (fresh && !held.contains(document.activeElement)) held.replaceWith(fresh);
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

// Who somebody is, so that two of one name can be told apart before one is changed or removed.
function aboutOf(seen, one) {
  const written = [...seen.authors.values()].filter((author) => author === one.id).length;
  const body = seen.body(one.body_id)?.title;
  return [
    word(`role_${one.role}`),
    body ? textIn(body)[0] : word("no_body"),
    one.invited ? word("invited") : word("joined_at", { when: stamp(one.joined_at) }),
    word("contributions", { num: written }),
    ...(live.present?.has(one.id) ? [word("present")] : []),
  ].join(" · ");
}

/** What the dialog about a participant holds. */
export function personValues(seen, id) {
  const one = seen.participants.find((each) => each.id === id);
  if (!one) return null;
  const fields = { participant_id: id, expect: one.revision, name: one.name, role: one.role, body_id: one.body_id };
  const text = called(one, lookAlikes(seen.participants));
  return { id, ...fields, text, about: aboutOf(seen, one), me: id === seen.me.id };
}
