// What was just done on the desk, and the way back.

import { fill } from "../render/fill.js";
import { announce, word } from "../language/words.js";

const strip = document.getElementById("undo");
// What is undone together, in the order in which it was done.
let steps = [];
let undone = "";

/**
 * Offers to undo what a dialog has just done: `values` are those that it was opened with, `answer` the server's; `isNext`
 * of several that are done together. `drawn()` promises that the desk shows what came of it.
 */
export function offerUndo(slug, command, values, answer, drawn, isNext) {
  const [verb, noun] = command.split("_");
  if (verb !== "hide" && verb !== "move") return;
  const thing = answer.events.find(({ name }) => name.startsWith(noun)).data;
  const undoing = verb === "move" ? "move_goal" : `restore_${noun}`;
  const record = answer.events.find(({ name }) => name === "hiding_recorded")?.data;
  const step = {
    unexplained: record && !record.reason,
    hiding: record?.id,
    hiding_revision: record?.revision,
    explain_form: `explain_hiding-${record?.id}`,
    goal: noun === "goal" ? thing.id : null,
    row: `${noun}-${thing.id}`,
    did: word(verb === "move" ? "moved" : "hidden"),
    text: values.text,
    action: `/api/v1/consultations/${slug}/do/${undoing}`,
    field: `${noun}_id`,
    number: thing.id,
    theme: verb === "move" ? values.theme_id : "",
    revision: thing.revision,
  };
  steps = isNext ? [...steps, step] : [step];
  show();
  strip.hidden = false;
  // The row that was worked on may be gone then, and the focus with it.
  void drawn().then(() => {
    if (document.activeElement === document.body) focusStrip();
  });
}

/** Takes what is said about the strip: undone, one after the other, or not wanted. */
export function takeUndo(drawn) {
  strip.addEventListener("saved", ({ target }) => {
    if (!target.matches("#undo_last")) {
      strip.hidden = true;
      return void drawn();
    }
    // Without a step it is what the page came with.
    undone = steps.pop()?.row ?? "";
    if (steps.length) {
      show();
      return target.requestSubmit();
    }
    strip.hidden = true;
    announce(word("undone"));
    return void drawn().then(() => (document.querySelector(`#list > [data-id="${undone}"] a`) ?? document.getElementById("contributions")).focus());
  });
}

/** Keeps the offer as true as things are: what people vote on now stays hidden until they have. */
export function drawUndo(view) {
  if (strip.hidden || !steps.length) return;
  const focused = strip.contains(document.activeElement);
  show(!steps.some(({ goal }) => goal !== null && view.onOpenBallot({ id: goal })));
  if (focused && document.activeElement.checkVisibility?.() === false) focusStrip();
}

function show(possible = true) {
  const several = steps.length > 1 && { did: word("hidden_all", { num: steps.length }), text: "", unexplained: false };
  fill(strip, { ...steps.at(-1), possible, ...several });
}

// What can't be undone now can still be put away.
function focusStrip() {
  [...strip.querySelectorAll("button")].find((button) => button.getClientRects().length)?.focus({ preventScroll: true });
}
