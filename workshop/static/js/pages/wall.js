// The wall's page: its frame comes from the server; here its rows are drawn, the time is kept, pages and languages are turned.

import { LiveParts } from "../fragments/live-parts.js";
import { now } from "../language/clock.js";
import { live } from "../live/live.js";
import { Arrivals } from "../wall/arrivals.js";
import { countdown, spentOf } from "../wall/clock.js";
import { draw } from "../wall/draw.js";
import { Pages } from "../wall/pages.js";
import { sceneOf } from "../wall/scene.js";
import { endSpotlight, spotlight } from "../wall/spotlight.js";
import { tools } from "../wall/tools.js";
import { announce } from "../language/words.js";

const PAGE_MS = 12000;
const SITE_MS = 15000;
const AGAIN_MS = 3000;

const body = document.body;
const workshopId = Number(body.dataset.workshop);
const walls = [...document.querySelectorAll(".wall")];
const pages = walls.map(pagesOf);
const still = matchMedia("(prefers-reduced-motion: reduce)");
const arrivals = new Arrivals(() => show(held));
const parts = new LiveParts(() => new URL(location), { around: drawFrame });
let held = null;
// What is drawn, once its frame is there.
let scene = null;
let about = null;
let again = null;
let timed = null;
let waiting = null;
let paused = false;

function show(view) {
  held = view;
  const workshop = view.workshops.find(({ id }) => id === workshopId);
  if (live.state === "gone" || !workshop) return close();
  // With another code all that leads people in is another, the QR code too: the page is asked for again.
  if (workshop.code !== body.dataset.code) return location.replace(`/w/${workshop.code}/wall`);
  parts.follow(view);
  takeScene(sceneOf(view, workshopId));
  if (!scene) return;
  const before = about;
  about = aboutOf(scene);
  const changed = before !== null && before !== about;
  const markOf = scene.kind === "comment" || scene.kind === "goal" ? (row) => row.latest : (row) => row.id;
  const atOnce = scene.kind === "results" || still.matches || document.hidden || "quiet" in body.dataset;
  const [rows, arrived] = arrivals.let(scene.rows, about, markOf, atOnce);
  timed = scene.round?.state === "open" && scene.round.closes_at ? scene.round : null;
  const always = { present: live.presence, timed, offline: live.state === "offline" };
  for (const wall of walls) draw(wall, { ...scene, rows }, always, arrived);
  const newest = rows.find(({ id }) => arrived.has(id));
  for (const each of pages) turnTo(each, newest, changed);
  if (newest || changed || !waiting) waitForPage();
  if (newest && scene.kind === "propose" && arrivals.isSlow) spotlight(walls, newest);
  else endSpotlight(walls, changed || atOnce ? [] : rows);
  if (changed) announce(shown().querySelector("h1").innerText);
  keepTime();
}

// What is new brings its page back.
function turnTo(each, newest, changed) {
  if (newest && scene.kind === "propose") each.goToTheme(newest.theme_id);
  else if (newest || changed) each.go(0);
  else each.keep();
}

// Rows and words are of one scene: the rows of the next wait for its frame, which is asked for again if another came.
function takeScene(next) {
  const isThere = walls.every(({ dataset }) => dataset.about === aboutOf(next));
  if (!isThere) return (again ??= setTimeout(askAgain, AGAIN_MS));
  scene = next;
  clearTimeout(again);
  again = null;
}

function askAgain() {
  again = null;
  parts.want();
}

function aboutOf({ kind, place }) {
  return `${kind}/${place ?? ""}`;
}

// Which language is in view is not for the server to say.
function drawFrame(lang, draw) {
  const wall = walls.find((one) => one.lang === lang);
  const { hidden } = wall;
  draw();
  wall.hidden = hidden;
  if (held) show(held);
}

// Access has ended, or the workshop is gone: nothing of it stays on the wall.
function close() {
  for (const wall of walls) wall.remove();
  document.getElementById("wall-gone").hidden = false;
}

// When a facilitator chooses another address for people to go to, the QR code is another too.
async function followSite() {
  const answer = await fetch(`/w/${body.dataset.code}/address`, { headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer?.ok && !answer.redirected ? await answer.json().catch(() => null) : null;
  if (told && told.address !== body.dataset.site) location.reload();
}

function keepTime() {
  // While its clock stands, a round has as much left as when it was stopped.
  const at = timed?.paused_at ? Date.parse(timed.paused_at) : now();
  const { left: text, isLast } = countdown(timed?.closes_at, at);
  const spent = timed ? spentOf(timed, at).toFixed(2) : "0";
  for (const wall of walls) {
    const clock = wall.querySelector(".wall-clock");
    if (clock.textContent !== text) clock.textContent = text;
    clock.dataset.length = text.length;
    wall.querySelector(".wall-run").setAttribute("stroke-dashoffset", spent);
    const { classList } = wall.querySelector(".wall-timer");
    classList.toggle("stopped", Boolean(timed?.paused_at));
    classList.toggle("last", isLast && !timed?.paused_at);
  }
}

function pagesOf(wall) {
  const number = wall.querySelector(".wall-page-number");
  return new Pages(wall, (text) => tellPage(number, text));
}

function tellPage(number, text) {
  number.hidden = !text;
  number.querySelector("dd").textContent = text;
}

function shown() {
  return walls.find(({ hidden }) => !hidden);
}

function waitForPage() {
  clearTimeout(waiting);
  // A wall in two languages turns its page when both have been seen.
  waiting = walls.length > 1 || paused ? null : setTimeout(() => turn(1), PAGE_MS);
}

function turn(by) {
  for (const each of pages) each.go(each.page + by);
  waitForPage();
}

function pause(on) {
  paused = on;
  body.toggleAttribute("data-paused", on);
  waitForPage();
}

function turnLanguage() {
  const place = walls.indexOf(shown());
  const next = (place + 1) % walls.length;
  const { page } = pages[place];
  walls.forEach((wall, at) => (wall.hidden = at !== next));
  pages[next].go(page + (next === 0 && !paused));
}

live.on(show);
live.start();
tools({ turn, pause, changed: () => held && show(held) });
setInterval(keepTime, 250);
// What waits some seconds before it reaches the wall comes without anything being heard.
setInterval(() => scene?.kind === "propose" && scene.round.reaches_wall === "delayed" && show(held), 1000);
if (body.dataset.site) setInterval(followSite, SITE_MS);
if (walls.length > 1) setInterval(turnLanguage, Number(body.dataset.turn) * 1000);
