// A goal in a sheet over the list, where there is room beside it: its own page, fetched, under its own address.

import { sayNews, takeArrivals } from "./arrivals.js";
import { takeTrail } from "./families.js";
import { drawGoal } from "./one-goal.js";
import { isGoal, opensHere } from "./opening.js";
import { showOwn, takeOwn } from "./own.js";
import { takePlaces } from "./places.js";
import { restore } from "../forms/forms.js";
import { keepStill } from "../render/still.js";
import { learn } from "../language/words.js";

const sheet = document.getElementById("goal-sheet");
const inside = sheet.querySelector("[data-sheet]");
const title = document.title;
// Where the list is; what is asked of it changes its address.
let home = "";
let opened = "";

/** Begins with the goal whose link was clicked; `redraw` draws the page. Gives what brings the goal that is open up to date. */
export function takeSheet(redraw, first) {
  takeArrivals(redraw);
  takePlaces(redraw);
  takeOwn();
  takeTrail();
  document.addEventListener("click", (event) => clicked(event, redraw));
  sheet.querySelector("[data-close]").addEventListener("click", leave);
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.target.closest("form.placed, textarea, select")) leave();
  });
  addEventListener("popstate", () => {
    if (!isGoal(location.pathname)) close();
    else if (location.pathname !== opened) void open(location.pathname, "", redraw, false);
  });
  void open(first.pathname, first.hash, redraw, true);
  return (view) => draw(view, redraw);
}

function draw(view, redraw) {
  if (!opened || !inside.firstElementChild) return;
  keepStill(() => drawGoal(inside, view, redraw), sheet);
  sayNews();
  showOwn();
}

function clicked(event, redraw) {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented) return;
  const isInside = link.closest("#goal-sheet") && link.hash && link.pathname === location.pathname && !link.search;
  if (!isInside && !opensHere(event)) return;
  event.preventDefault();
  if (isInside) goTo(link.hash);
  else void open(link.pathname, link.hash, redraw, true);
}

async function open(path, hash, redraw, isNew) {
  const page = await pageOf(path);
  // Without it, or where it is another page now, the browser goes there itself.
  if (!page) return location.assign(path + hash);
  if (isNew && opened) history.replaceState({ sheet: true }, "", path);
  else if (isNew) {
    home = location.href;
    history.pushState({ sheet: true }, "", path);
  }
  opened = path;
  document.title = page.title;
  sheet.querySelector("[data-page]").href = path;
  inside.replaceChildren(document.importNode(page.content, true));
  sheet.hidden = false;
  sheet.scrollTop = 0;
  cover(true);
  redraw();
  for (const form of inside.querySelectorAll("form")) if (form.elements.key) restore(form);
  goTo(hash);
}

async function pageOf(path) {
  try {
    const answer = await fetch(path);
    if (!answer.ok || answer.redirected) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    await Promise.all([...page.querySelectorAll("link[rel=stylesheet]")].map(withSheet));
    learn(page.body.dataset.words);
    return { title: page.title, content: contentOf(page) };
  } catch {
    return null;
  }
}

// What the list has too, by its id, stays the list's.
function contentOf(page) {
  const whole = page.querySelector("[data-whole-goal]");
  for (const template of whole.querySelectorAll("template")) {
    const own = document.getElementById(template.id);
    if (own && !inside.contains(own)) template.remove();
  }
  whole.querySelector(".page.goal").removeAttribute("id");
  const content = document.createDocumentFragment();
  content.append(...whole.childNodes);
  return content;
}

function withSheet({ href }) {
  if ([...document.styleSheets].some((each) => each.href === href)) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const loaded = new Promise((done) => (link.onload = link.onerror = done));
  document.head.append(link);
  return loaded;
}

function goTo(hash) {
  const place = hash && inside.querySelector(`#${CSS.escape(hash.slice(1))}`);
  const heading = place || inside.querySelector("h1");
  heading.tabIndex = -1;
  if (place) place.scrollIntoView();
  heading.focus({ preventScroll: true });
}

function leave() {
  if (history.state?.sheet) history.back();
  else close();
}

function close() {
  if (!opened) return;
  const number = opened.split("/").pop();
  opened = "";
  sheet.hidden = true;
  inside.replaceChildren();
  document.title = title;
  cover(false);
  if (isGoal(location.pathname)) history.replaceState(null, "", home);
  document.querySelector(`#goal-${number} [data-goal]`)?.focus({ preventScroll: true });
}

// What lies under the sheet can't be reached.
function cover(covered) {
  for (const each of document.querySelectorAll("[data-under]")) each.inert = covered;
}
