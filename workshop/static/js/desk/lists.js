// The lists of the desk: contributions are narrowed down while someone types, and of many all are shown when asked for.

import { announce } from "../language/words.js";
import { lastVisit } from "../storage/visits.js";

const SPEAK_MS = 800;
const LISTS = { more: ["contributions", "list"], "more-people": ["people", "people"] };
const desk = document.getElementById("desk");
const form = document.getElementById("filter");
const whole = new Set(new URLSearchParams(location.search).has("all") ? ["contributions", "people"] : []);
let speaking = null;

/** Gives where the parts of the desk are asked for: with what its lists are narrowed down to. */
export function addressOfParts() {
  const address = new URL(desk.dataset.parts, location);
  for (const [name, value] of wanted()) address.searchParams.append(name, value);
  for (const name of whole) address.searchParams.append("all", name);
  return address;
}

/** Handles typing in the filter and the buttons that show a whole list; `want(names)` asks for parts. */
export function takeLists(want) {
  const { since } = form.elements;
  since.value ||= lastVisit();
  since.closest("label").hidden = !since.value;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => void narrowed(want));
  document.addEventListener("click", (event) => {
    const shown = event.target.closest("[data-shows]")?.dataset.shows;
    if (shown) return listOnly(event, want, shown);
    const [part, list] = LISTS[event.target.closest("p")?.id] ?? [];
    if (!part || !event.target.matches("a")) return;
    event.preventDefault();
    void showAll(want, part, list);
  });
}

// The bar leads to what waits for a facilitator.
function listOnly(event, want, shown) {
  event.preventDefault();
  form.querySelector(`[name=show][value="${shown}"]`).checked = true;
  void narrowed(want);
  const heading = document.getElementById("contributions");
  heading.focus({ preventScroll: true });
  heading.scrollIntoView();
}

async function narrowed(want) {
  whole.delete("contributions");
  history.replaceState(null, "", `?${new URLSearchParams(wanted())}`);
  clearTimeout(speaking);
  await want(["contributions"]);
  clearTimeout(speaking);
  speaking = setTimeout(() => announce(document.getElementById("found").textContent), SPEAK_MS);
}

async function showAll(want, part, list) {
  const next = document.getElementById(list).children.length;
  whole.add(part);
  await want([part]);
  document.getElementById(list).children[next]?.querySelector("a, button")?.focus();
}

function wanted() {
  return [...new FormData(form)].filter(([, value]) => value);
}
