// The desk: all of it follows what happens; what is changed goes through its forms and dialogs.

import { about } from "../desk/dialogs.js";
import { takeDragging } from "../desk/dragging.js";
import { hideAtOnce, takeHiding } from "../desk/hiding.js";
import { addressOfParts, takeLists } from "../desk/lists.js";
import { drawPresent } from "../desk/present.js";
import { drawStep, guardSteps } from "../desk/step.js";
import { drawPicked, hideNext, isNextHidden, takeStream } from "../desk/stream.js";
import { drawUndo, offerUndo, takeUndo } from "../desk/undo.js";
import { refreshDialog, takeDialogs } from "../forms/dialogs.js";
import { restore } from "../forms/forms.js";
import { takeFetched } from "../fragments/fetched-dialog.js";
import { LiveParts } from "../fragments/live-parts.js";
import { begin } from "../frame/page.js";
import { sayStates } from "../rounds/states.js";
import { keepLocal, local } from "../storage/storage.js";
import "../forms/second-thought.js";
import { takeCopying } from "../frame/copying.js";

const workshop = Number(document.body.dataset.workshop);
const hint = document.getElementById("hint");
const HINT = "desk-hint";
const MINUTE_MS = 60000;
const WALL = "desk-wall";
const parts = new LiveParts(addressOfParts, {
  around,
  arrived: (form) => form.elements.key && restore(form),
});
let latest = null;

function around(name, draw) {
  if (name === "step") drawStep(draw);
  else draw();
  if (name === "contributions") drawPicked();
}

function draw(view) {
  latest = view;
  followCode(view);
  parts.follow(view);
  drawPresent(view, workshop);
  drawUndo(view);
  refreshDialog();
  sayStates(view.roundsOf(workshop));
  if (hint && view.roundsOf(workshop).some(({ state }) => state !== "planned")) hint.hidden = true;
}

// With another code the page has another address, and another QR code.
function followCode(view) {
  const code = view.workshops.find(({ id }) => id === workshop)?.code;
  if (code && code !== document.body.dataset.code) location.replace(`/w/${code}/lead`);
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

// This browser remembers whether the wall is looked at here.
function takeWall() {
  const fold = document.getElementById("wall-now");
  fold.open = Boolean(local(WALL));
  fold.addEventListener("toggle", () => keepLocal(WALL, fold.open ? "open" : null));
}

const drawn = () => parts.want();
takeDialogs((link, row) => about(latest, link, row), (name, values, answer) => {
  offerUndo(latest.slug, name, values, answer, drawn, isNextHidden());
  hideNext(name);
});
takeFetched("edit_round", (id) => `/w/${document.body.dataset.code}/lead?part=round&change=round-${id}`);
takeUndo(drawn);
takeDragging();
takeLists((names) => parts.want(names));
takeCopying();
takeDismissals();
takeWall();
takeAdding();
guardSteps();
takeStream((link, row) => hideAtOnce(latest?.slug, about(latest, link, row) ?? undefined), drawn);
takeHiding((name, values, answer) => offerUndo(latest.slug, name, values, answer, drawn));
begin(draw);
// Clock times of what is still to come move on by themselves where a round takes longer than was thought.
setInterval(() => document.visibilityState === "visible" && parts.want(["agenda"]), MINUTE_MS);
