// The desk: all of it follows what happens; what is changed goes through its forms and dialogs.

import { drawDoor } from "./desk-door.js";
import { goalOf } from "./desk-found.js";
import { drawList, drawThemes, takeFilter } from "./desk-list.js";
import { drawPeople, personValues, takePeople } from "./desk-people.js";
import { drawPulse } from "./desk-pulse.js";
import { drawAgenda, drawStep, guardSteps } from "./desk-step.js";
import { drawUndo, offerUndo, takeUndo } from "./desk-undo.js";
import { refreshDialog, takeDialogs } from "./dialogs.js";
import { begin } from "./page.js";
import { sayPhases } from "./phases.js";
import { untilOf } from "./rounds.js";
import { keepLocal, local } from "./storage.js";
import "./second-thought.js";
import { takeCopying } from "./copying.js";

const workshop = Number(document.body.dataset.workshop);
const hint = document.getElementById("hint");
const HINT = "desk-hint";
let latest = null;

function draw(seen) {
  latest = seen;
  followCode(seen);
  const present = drawStep(seen, workshop);
  drawAgenda(seen, workshop, present);
  drawPulse(seen, workshop, present);
  drawDoor(seen, workshop);
  drawPeople(seen, workshop);
  drawList(seen);
  drawUndo(seen);
  refreshDialog();
  sayPhases(seen.roundsOf(workshop));
  if (hint && seen.roundsOf(workshop).some(({ now }) => now !== "planned")) hint.hidden = true;
}

// With another code the page has another address, and another QR code.
function followCode(seen) {
  const code = seen.workshops.find(({ id }) => id === workshop)?.code;
  if (code && code !== document.body.dataset.code) location.replace(`/w/${code}/lead`);
}

// What a dialog is about: null until the page knows, so that its link is followed.
function about(link) {
  const row = link.closest("[data-id]")?.dataset.id;
  const { dialog } = link.dataset;
  if (!latest || !row) return null;
  const [noun, id] = row.split("-");
  const [name, values] = dialog.endsWith("_round")
    ? [dialog, roundFields(Number(row), dialog)]
    : dialog.endsWith("_participant")
      ? [dialog, personValues(latest, Number(row))]
      : [`${dialog}_${noun}`, contributionFields(noun, Number(id))];
  return values && { name, values };
}

function roundFields(id, dialog) {
  const round = latest.rounds.find((each) => each.id === id);
  if (!round) return null;
  const about = { id, round_id: id, expect: round.revision, text: round.title };
  // Its minutes are how much later, and not how long the round stays open.
  if (dialog === "postpone_round") return { ...about, until: untilOf(round) };
  const titles = ["fi", "sv", "en"].map((slot) => [`title.${slot}`, round.title[slot] ?? ""]);
  const { method, points, secrecy, results, totals, minutes } = round;
  const how = { method, points, secrecy, results, totals: totals ?? "threshold", vote: round.kind === "vote", unvoted: round.kind !== "vote" };
  return { ...about, "theme_ids[]": round.theme_ids.map(String), ...how, minutes, ...Object.fromEntries(titles) };
}

// A goal that people vote on can't be brought back before they have.
function votedOn(id) {
  const voted = latest.onOpenBallot({ id });
  return { voted_on: voted, unvoted: !voted };
}

function contributionFields(noun, id) {
  const thing = latest[`${noun}s`].get(id);
  if (!thing) return null;
  const said = (name) => thing[name]?.[thing.lang] ?? "";
  const fields = { id, [`${noun}_id`]: id, expect: thing.revision, lang: thing.lang, theme_id: goalOf(latest, noun, thing).theme_id };
  const move = document.querySelector("#dialog-move_goal select");
  if (move) drawThemes(move, latest);
  if (noun === "goal") {
    const phenomena = thing.phenomenon_ids.map(String);
    return { ...fields, ...votedOn(id), text: thing.title, title: said("title"), rationale: said("rationale"), "phenomenon_ids[]": phenomena };
  }
  const measure = { text: said("text"), responsible: said("responsible"), time_frame: said("time_frame"), status: thing.status };
  return noun === "measure" ? { ...fields, ...measure } : { ...fields, text: thing.text };
}

function takeDismissals() {
  if (hint && local(HINT)) hint.hidden = true;
  document.addEventListener("click", ({ target }) => {
    const notice = target.closest("[data-dismiss]")?.closest("section");
    if (!notice) return;
    notice.hidden = true;
    if (notice === hint) keepLocal(HINT, "dismissed");
    document.getElementById(notice === hint ? "next" : "contributions").focus();
  });
}

// The form for a new round is emptied and folded away when the round is there.
function takeAdding() {
  const form = document.getElementById("create_round");
  form.addEventListener("saved", () => {
    form.reset();
    form.closest("details").open = false;
    form.closest("details").querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-unfolds]")) form.closest("details").open = true;
  });
}

takeDialogs(about, (name, values, answer) => offerUndo(latest.slug, name, values, answer));
takeUndo();
takeFilter();
takePeople(() => drawPeople(latest, workshop));
takeCopying();
takeDismissals();
takeAdding();
guardSteps();
begin(draw);
