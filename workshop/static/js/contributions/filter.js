// What a reader asks the list of goals for: words, filters and an order, in the page's address.

import { askBy } from "./listing.js";
import { goalGroups } from "../view/goal-list.js";
import { live } from "../live/live.js";
import { announce } from "../language/words.js";
import { whenPainted } from "../render/painted.js";

const SPEAK_MS = 800;
const KEEP_MS = 300;
const ASK_MS = 150;
const form = document.getElementById("goal-filter");
const found = document.querySelector("[data-found]");
const fields = [...form.elements].filter(({ name }) => name && name !== "density");
let speaking = null;
let keeping = null;
let asking = null;
// What the server has found by other forms of the words than those that were typed, and for which words.
let others = { q: "", found: [] };

// What is asked for: names and values of what is filled in, chosen or ticked.
function wantedNow() {
  return Object.fromEntries([...new FormData(form)].filter(([name, value]) => value && name !== "density" && !isUsual(name, value)));
}

/**
 * Lists anew, by `listAnew`, as soon as something else is asked for; `since` is when the reader was here before, and
 * `view` gives what the page shows.
 */
export function takeFilter(since, view, listAnew) {
  const { since: field } = form.elements;
  field.value ||= since;
  field.closest("label").hidden = !field.value;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrowed(listAnew);
  });
  const typed = () => narrowed(listAnew);
  form.addEventListener("input", ({ target }) => {
    // A letter is seen before what it finds, which takes longer than a letter may where there are many goals.
    if (target.name === "q") whenPainted(typed);
    else if (target.name !== "density") narrowed(listAnew);
  });
  document.querySelector("[data-all]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const field of fields) clear(field);
    narrowed(listAnew);
    form.elements.q.focus({ preventScroll: true });
  });
  askBy({ wanted: wantedNow, groups: (shown, wanted) => goalGroups(shown, { ...wanted, found: wanted.q === others.q ? others.found : [] }) });
  // What goals are found by is worked out before the first letter is typed.
  setTimeout(() => view() && goalGroups(view(), { q: " a" }));
  // What was typed before this came, and what the address asked for.
  if (!Object.keys(wantedNow()).length) return;
  listAnew();
  findOthers(listAnew);
}

function isUsual(name, value) {
  return form.elements[name].options?.[0].value === value;
}

function clear(field) {
  if (field.type === "checkbox") field.checked = false;
  else if (field.options) field.selectedIndex = 0;
  else field.value = "";
}

function narrowed(listAnew) {
  listAnew();
  findOthers(listAnew);
  // Browsers count how often an address changes, and what is typed is read out when it is whole.
  clearTimeout(keeping);
  clearTimeout(speaking);
  keeping = setTimeout(keepInAddress, KEEP_MS);
  speaking = setTimeout(() => announce(found.textContent), SPEAK_MS);
}

// What one sees at once is found by the letters; inflected and compounded words come from the server's index.
function findOthers(listAnew) {
  clearTimeout(asking);
  const { q } = wantedNow();
  if (!q || q === others.q) return;
  asking = setTimeout(async () => {
    const answer = await fetch(`/api/v1/consultations/${live.slug}/search?${new URLSearchParams({ q })}`).catch(() => null);
    // Without a network, the letters do.
    if (!answer?.ok || wantedNow().q !== q) return;
    others = { q, found: (await answer.json()).goal_ids };
    listAnew();
  }, ASK_MS);
}

function keepInAddress() {
  const address = new URL(location);
  for (const { name } of fields) address.searchParams.delete(name);
  for (const [name, value] of Object.entries(wantedNow())) address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}
