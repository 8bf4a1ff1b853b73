// The one next step of a workshop, and its agenda.

import { comingRound, nextStep } from "./desk-next.js";
import { fill, listed } from "./fill.js";
import { clearFaults } from "./forms.js";
import { roundValues } from "./rounds.js";
import { word } from "./words.js";

// A second press that was meant for the step before must not take the next one.
const PAUSE_MS = 1000;
const COMMANDS = ["close_round", "reveal_results", "open_round"];
const card = document.querySelector(".next");
let shown = null;
let changedAt = 0;
let pressedAt = 0;
let lacked = false;

/** Keeps a double click from taking two steps. */
export function guardSteps() {
  // Before anyone else hears of it.
  addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches(".next .step")) return;
      // A step that is answered but not drawn yet stands on the button still.
      if (Date.now() - Math.max(changedAt, pressedAt) >= PAUSE_MS) {
        pressedAt = Date.now();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

/** Brings the card of the next step up to date. */
export function drawStep(seen, workshop) {
  const [command, round] = nextStep(seen, workshop);
  const rounds = seen.roundsOf(workshop);
  const coming = comingRound(seen, workshop, round);
  const values = { round: Boolean(round), rounds, coming: coming?.title ?? {} };
  for (const each of COMMANDS) values[each] = each === command;
  if (round) Object.assign(values, stepValues(seen, command, round));
  const step = `${command}/${round?.id}`;
  const focused = card.contains(document.activeElement);
  fill(card, values);
  // What was refused for want of goals is over when there are some.
  if (lacked && !values.nothing_yet) clearFaults(card.querySelector(".open_round"));
  lacked = Boolean(values.nothing_yet);
  if (shown !== null && shown !== step) changedAt = Date.now();
  // The pressed button went with its step; the next one is not focused, so that no key presses it unseen.
  if (focused && shown !== step && !isSeen(document.activeElement)) card.querySelector("h2")?.focus();
  shown = step;
  return round;
}

function stepValues(seen, command, round) {
  return {
    ...roundValues(seen, round),
    how: howOf(round),
    lasting: round.minutes ? word("for_minutes", { num: round.minutes }) : word("by_hand"),
    timed: round.closes_at,
    ...ballotedValues(seen, command, round),
    revision: round.revision,
    [`${command}_id`]: `next-${command}-${round.id}`,
  };
}

// How many goals a vote is on, or would be if it were opened now.
function ballotedValues(seen, command, round) {
  if (round.kind !== "vote") return {};
  const number = seen.goalsFor(round).length;
  return {
    balloted: command === "open_round" && number ? word("balloted", { num: number }) : "",
    nothing_yet: command === "open_round" && !number,
    nothing_there: command === "close_round" && !number,
  };
}

function isSeen(element) {
  return element !== document.body && element?.checkVisibility?.() !== false;
}

// How a vote is given and kept; nothing for other rounds. Briefly: what stands before the colons.
function howOf(round, briefly = false) {
  if (round.kind !== "vote") return "";
  const [method, secrecy] = [word(`method_${round.method}`), word(`secrecy_${round.secrecy}`)];
  const points = round.points ? ` (${round.points})` : "";
  return briefly ? `${method.split(":")[0]}${points} · ${secrecy.split(":")[0]}` : `${method}${points}. ${secrecy}.`;
}

/** Brings the agenda up to date; `present` is the round that the next step is about. */
export function drawAgenda(seen, workshop, present) {
  const rows = seen.roundsOf(workshop).map((round) => agendaRow(seen, round, round.id === present?.id));
  listed(document.getElementById("agenda-list"), rows, "round", (row) => row, JSON.stringify);
}

function agendaRow(seen, round, present) {
  const path = `/w/${document.body.dataset.code}/lead?change=round-${round.id}`;
  const hrefs = ["open_round", "edit_round", "postpone_round", "remove_round"].map((each) => [each, `${path}&open=${each}-${round.id}#round-${round.id}`]);
  const phases = ["planned", "open", "closed", "revealed"].map((each) => [each, round.now === each]);
  return {
    ...roundValues(seen, round),
    how: howOf(round, true),
    timed: round.opens_at,
    present,
    counted: Boolean(seen.tallies[round.id]),
    ...Object.fromEntries([...hrefs, ...phases]),
  };
}
