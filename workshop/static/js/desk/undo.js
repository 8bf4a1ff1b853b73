// What was just done on the desk, and the way back.

import { fill } from "../render/fill.js";
import { announce, word } from "../language/words.js";

const strip = document.getElementById("undo");
let goal = null;
let row = "";

/**
 * Offers to undo what a dialog has just done: `values` are those that it was opened with, `answer` the server's. `drawn()`
 * promises that the desk shows what came of it.
 */
export function offerUndo(slug, command, values, answer, drawn) {
  const [verb, noun] = command.split("_");
  if (verb !== "hide" && verb !== "move") return;
  const thing = answer.events.find(({ name }) => name.startsWith(noun)).data;
  const undoing = verb === "move" ? "move_goal" : `restore_${noun}`;
  goal = noun === "goal" ? thing.id : null;
  row = `${noun}-${thing.id}`;
  const record = answer.events.find(({ name }) => name === "hiding_recorded")?.data;
  fill(strip, {
    unexplained: record && !record.reason,
    hiding: record?.id,
    hiding_revision: record?.revision,
    explain_form: `explain_hiding-${record?.id}`,
    did: word(verb === "move" ? "moved" : "hidden"),
    text: values.text,
    action: `/api/v1/consultations/${slug}/do/${undoing}`,
    field: `${noun}_id`,
    number: thing.id,
    theme: verb === "move" ? values.theme_id : "",
    revision: thing.revision,
    possible: true,
  });
  strip.hidden = false;
  // The row that was worked on may be gone then, and the focus with it.
  void drawn().then(() => {
    if (document.activeElement === document.body) focusStrip();
  });
}

/** Takes what is said about the strip: undone, or not wanted. */
export function takeUndo(drawn) {
  strip.addEventListener("saved", ({ target }) => {
    strip.hidden = true;
    if (!target.matches("#undo_last")) return void drawn();
    announce(word("undone"));
    void drawn().then(() => (document.querySelector(`#list > [data-id="${row}"] a`) ?? document.getElementById("contributions")).focus());
  });
}

/** Keeps the offer as true as things are: what people vote on now stays hidden until they have. */
export function drawUndo(view) {
  if (strip.hidden || goal === null) return;
  const focused = strip.contains(document.activeElement);
  fill(strip, { possible: !view.onOpenBallot({ id: goal }) });
  if (focused && document.activeElement.checkVisibility?.() === false) focusStrip();
}

// What can't be undone now can still be put away.
function focusStrip() {
  [...strip.querySelectorAll("button")].find((button) => button.getClientRects().length)?.focus({ preventScroll: true });
}
