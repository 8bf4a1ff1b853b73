// What is asked now: a section for each round, made from the row template of its state, and kept while someone writes in it.

import { when } from "../language/clock.js";
import { fateOf, givenAt, isUnderWay } from "../ballot/dock.js";
import { ballotValues, drawBallot, endBallot } from "../ballot/ballots.js";
import { fill, listed, rowTemplate } from "../render/fill.js";
import { isBegun, leaveDraft, restore } from "../forms/forms.js";
import { goTo, isBusy, land } from "./landing.js";
import { sayOpen, sayOver } from "../forms/over.js";
import { askingOf, roundValues } from "../view/rounds.js";
import { asksForMeasures } from "../view/rules.js";
import { keepStill } from "../render/still.js";
import { draftOf, keepDraft } from "../storage/storage.js";
import { textIn, word } from "../language/words.js";

const container = document.getElementById("now");
container.tabIndex = -1;
// The forms by which something is proposed, by what a round asks for.
const FORMS = { propose: "propose_goal", measures: "propose_measure" };
const LANDINGS = { revealed: "results_here", closed: "round_ended" };
let isFirst = true;
let justCast = "";

document.addEventListener("saved", ({ target }) => target.matches("form.ballot") && (justCast = target.id));

/** Brings the sections up to date with `rounds`; none of them is a section that says so. `all` may have been written in. */
export function drawNow(view, rounds, all) {
  const wanted = (rounds.length ? rounds : [null]).map((round) => [round, `${round?.id ?? 0}/${askingOf(view, round)}`]);
  const keys = new Set(wanted.map(([, key]) => key));
  for (const section of [...container.children]) if (!keys.has(section.dataset.key)) putAway(section, view);
  for (const [round, key] of wanted) {
    const held = again(sectionOf(key) ?? reusable(key));
    const section = held ?? add(key);
    section.dataset.key = key;
    sayOpen(section);
    draw(section, view, round);
    if (held) continue;
    for (const form of section.querySelectorAll("form")) restore(form);
    // When all of the page is drawn, it is known where the section stands.
    if (!isFirst) queueMicrotask(() => arrive(section, round));
  }
  for (const round of unsent(view, all)) bringBack(view, round);
  isFirst = false;
}

function add(key) {
  const section = rowTemplate(`now-${key.split("/")[1]}`);
  section.dataset.key = key;
  container.append(section);
  return section;
}

function sectionOf(key) {
  return [...container.children].find(({ dataset }) => dataset.key === key);
}

// Who still writes a proposal for a round that is over goes on with it in the next one.
function reusable(key) {
  return key.endsWith("/propose") ? [...container.children].find(({ dataset }) => dataset.key.endsWith("/propose") && dataset.over) : null;
}

// A round that goes on after all, as when it was given more time: a ballot begins anew with what was chosen.
function again(section) {
  if (section?.dataset.over !== "ballot") return section;
  section.remove();
  return null;
}

function draw(section, view, round) {
  if (!round) return fill(section, { coming: coming(view), proposed: proposed(view), counted: Object.keys(view.tallies).length > 0 });
  const asking = section.dataset.key.split("/")[1];
  const values = { ...roundValues(view, round), ...doneValues(view, round), receipt: fateOf(view, round), given: givenAt(round) };
  if (asking === "vote") Object.assign(values, ballotValues(view, round));
  if (asking === "measures") values.asked_for = round.goal_ids.some((id) => view.goals.has(id));
  if (asking === "planned") values.agenda = agenda(view, round);
  fill(section, values);
  if (asking === "revealed") void drawFigures(section, view, round, values);
  if (asking === "vote") drawBallot(section, view, round);
  if (asking === "propose") drawThemes(section, view);
  if (asking === "propose") drawPhenomena(section, view);
  if (asking === "measures") drawGoalsToChoose(section, view, round);
}

// What draws figures comes with the first results: a room begins without any.
async function drawFigures(section, view, round, values) {
  const { tops, votedWords } = await import("../view/counts.js").catch(() => ({}));
  if (tops) fill(section, { ...values, tops: tops(view, round), voters: votedWords(view.tallies[round.id]) });
}

// Measures are proposed for the goals that the round is about; of those that are gone nothing can be said.
function drawGoalsToChoose(section, view, { goal_ids: ids }) {
  const goals = view.themes.flatMap((theme) => theme.goals).filter(({ id }) => ids.includes(id));
  const place = section.querySelector("[data-goals]");
  const nameOf = ({ id, number, title }) => ({ id, name: `${number} ${textIn(title)[0]}` });
  listed(place, goals, "goal-option", nameOf);
  // The only one is the one that is meant, and nobody has typed it.
  const [none, only, ...others] = place.options;
  if (only && !others.length && !only.defaultSelected) {
    none.defaultSelected = false;
    only.selected = only.defaultSelected = true;
  }
}

// Whether the reader is done, and the names of the two forms that say so.
function doneValues(view, { id, contributions, moderated }) {
  const done = view.done.has(id);
  const unseen = [contributions !== "live" && "unseen", moderated && "moderated"].filter(Boolean);
  return { unseen: unseen.map((name) => word(`writing_${name}`)).join(" "), done, undone: !done, say_done_form: `say_done-${id}`, say_not_done_form: `say_not_done-${id}` };
}

function drawThemes(section, view) {
  const themes = view.themes.filter(({ id }) => view.may("propose_goal", id));
  if (!themes.length) return;
  const place = section.querySelector("[data-themes]");
  const drawn = themes.map(({ id, revision }) => `${id}/${revision}`).join();
  // The sentence that somebody writes stands below.
  if (place.dataset.drawn !== drawn) keepStill(() => listed(place, themes, "theme-chip", ({ id, title, colour, icon }) => ({ id, title, colour, icon })));
  place.dataset.drawn = drawn;
  // The only one is the one that is meant; else nothing is chosen for anybody.
  const [only, ...others] = place.querySelectorAll("[name=theme_id]");
  if (!others.length) only.checked = only.defaultChecked = true;
}

function drawPhenomena(section, view) {
  const place = section.querySelector("[data-phenomena]");
  listed(place, view.phenomena, "phenomenon-option", ({ id, title }) => ({ id, title }));
  place.closest("details").hidden = !view.phenomena.length;
}

// A section in which somebody writes stays, so that nothing typed is lost, and so does a ballot under somebody's finger.
function putAway(section, view) {
  const form = section.querySelector("form");
  const [id, asking] = section.dataset.key.split("/");
  const round = view.rounds.find((each) => each.id === Number(id));
  const isBallot = asking === "vote";
  if (!round || !form) return keepStill(() => letGo(section));
  // A secret ballot that was cast, here or in another tab, leaves nothing to be read.
  const isGone = isBallot && round.secrecy === "secret" && view.voted.has(round.id) && !isUnderWay(form);
  if (isGone) keepDraft(form.id, []);
  if (isGone) return keepStill(() => letGo(section));
  const ended = section.dataset.over && !("leaving" in section.dataset);
  const kept = isBallot ? draftOf(form.id).length || isUnderWay(form) || ended : isBegun(form) || ended;
  if (!kept && !(isBallot && round.state !== "open" && isBusy() && isInView(section))) return keepStill(() => letGo(section));
  draw(section, view, round);
  if (isBallot && isUnderWay(form)) return;
  if (!kept) section.dataset.leaving = "";
  end(section, form);
}

function end(section, form) {
  const away = () => {
    leaveDraft(form);
    letGo(section);
  };
  if (!form.matches(".ballot")) return sayOver(section, "over", away);
  const choices = form.querySelector("[data-choices]");
  const before = choices.getBoundingClientRect().top;
  section.dataset.over = "ballot";
  section.classList.add("over");
  endBallot(form, away);
  // What no longer holds goes from above the choices, which must not move under the finger.
  if (isInView(section)) scrollBy({ top: choices.getBoundingClientRect().top - before, behavior: "instant" });
}

function arrive(section, round) {
  const asking = section.dataset.key.split("/")[1];
  if (!section.isConnected || round?.kind !== "vote") return;
  if (asking === "voted" && justCast === `ballot-${round.id}`) goTo(section, section.querySelector("[data-receipt]"));
  // With unsent changes the reader stays at the message that they were not counted.
  const kept = sectionOf(`${round.id}/vote`);
  if (!(asking in LANDINGS) || (asking === "closed" && kept && !("leaving" in kept.dataset))) return;
  land(section, LANDINGS[asking], () => container.querySelectorAll("[data-leaving]").forEach((one) => one.remove()));
}

// Rounds that are over, and for which something was written and not sent: it was not shown since the page was loaded.
function unsent(view, all) {
  const over = all.filter(({ state }) => state === "closed" || state === "revealed");
  const ballots = over.filter(({ id, kind }) => kind === "vote" && draftOf(`ballot-${id}`).length);
  const last = ["propose", "measures"].map((asked) => over.findLast((round) => askedIn(round) === asked)).filter(Boolean);
  const lost = last.filter((round) => !document.getElementById(FORMS[askedIn(round)]) && draftOf(FORMS[askedIn(round)]).length);
  return [...ballots, ...lost].filter((round) => !sectionOf(`${round.id}/${askedIn(round)}`));
}

// What a round asked for when it was open.
function askedIn(round) {
  return asksForMeasures(round) ? "measures" : round.kind;
}

function bringBack(view, round) {
  const section = add(`${round.id}/${askedIn(round)}`);
  draw(section, view, round);
  const form = section.querySelector("form");
  restore(form);
  end(section, form);
}

function isInView(section) {
  const { top, bottom } = section.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}

// Whoever was in it goes on where they were, and not at the top of the page.
function letGo(section) {
  const focused = section.contains(document.activeElement);
  section.remove();
  if (focused) container.focus({ preventScroll: true });
}

function agenda(view, { id: present, workshop_id: first }) {
  return view.roundsOf(Number(document.body.dataset.workshop) || first).map(({ id, kind, title, revision }) => {
    const here = id === present && "step";
    return { id, sign: kind, title, here, revision: `${revision}/${here}` };
  });
}

function proposed({ goals, mine }) {
  const num = [...mine.goal].filter((id) => goals.has(id)).length;
  return num ? word("proposed", { num }) : "";
}

function coming(view) {
  const times = view.rounds.filter(({ state, opens_at: opens }) => state === "planned" && opens).map(({ opens_at: opens }) => opens);
  return times.length ? word("next_opens", { when: when(times.sort()[0]) }) : "";
}
