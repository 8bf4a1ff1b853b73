// A ballot as it is filled in: its goals and choices, the budget, and what is already cast.

import { followBallot, takeMerging } from "./ballot-merge.js";
import { fill, listed, mould } from "./fill.js";
import { word } from "./words.js";

/** The values of the parts of a ballot that stand around its goals. */
export function ballotValues(seen, round) {
  const goals = seen.ballotGoals(round).length > 0;
  const live = round.results === "live";
  return {
    form: `ballot-${round.id}`,
    points: round.points,
    threshold: round.threshold,
    goals,
    early: !goals && round.state === "planned",
    bare: !goals && round.state !== "planned",
    done: seen.voted.has(round.id),
    named: round.secrecy === "named",
    confidential: round.secrecy === "confidential",
    secret: round.secrecy === "secret",
    dots: round.method === "dots",
    limited: round.method === "approve" && round.points,
    approve: round.method === "approve" && !round.points,
    opinion: round.method === "opinion",
    liveSlowly: live && round.secrecy === "confidential",
    live: live && round.secrecy === "named",
    atClose: round.results === "at_close" || (live && round.secrecy === "secret"),
    onReveal: round.results === "on_reveal",
  };
}

/** Brings a section with a ballot up to date: its goals, and the choices that were cast elsewhere. */
export function drawBallot(section, seen, round) {
  const form = section.querySelector("form.ballot");
  form.noValidate = true;
  form.elements.form.value = form.id;
  form.querySelector("[name=checked]").required = round.secrecy === "secret";
  drawChoices(form, seen, round);
  followBallot(form, seen.ballots[round.id]);
  form.dataset.points = round.points ?? "";
  form.dataset.method = round.method;
  showBudget(form);
}

/** Lets the steps count dots up and down, and the budget follow what is chosen. */
export function takeBallots() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step]");
    if (!button) return;
    const field = button.parentElement.querySelector("input");
    field.value = Math.max(0, (Number(field.value) || 0) + Number(button.dataset.step)) || "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const follow = ({ target }) => {
    const form = target.closest?.("form.ballot");
    if (form) showBudget(form);
  };
  for (const event of ["input", "change", "restored"]) document.addEventListener(event, follow);
  takeMerging(showBudget);
}

function drawChoices(form, seen, round) {
  const place = form.querySelector("[data-choices]");
  for (const [theme, goals] of seen.ballotGoals(round)) {
    let group = place.querySelector(`.choice-group[data-id="${theme.id}"]`);
    if (!group) {
      group = fill(mould("choice-group"), { title: theme.title });
      group.dataset.id = theme.id;
      place.append(group);
    }
    const choices = group.querySelector(".choices");
    listed(choices, goals, `choice-${round.method}`, (goal) => choiceValues(seen, round, form, goal));
  }
}

function choiceValues(seen, round, form, goal) {
  return {
    title: goal.title,
    name: `choices.${goal.id}`,
    shown: `shown.choices.${goal.id}`,
    field: `${form.id}-choices-${goal.id}`,
    path: `/c/${seen.slug}/goals/${goal.id}`,
    points: round.points,
    more: Object.keys(goal.rationale).length > 0 || goal.measures.length > 0,
  };
}

function showBudget(form) {
  const points = Number(form.dataset.points);
  const line = form.querySelector("[data-left]");
  line.hidden = !points;
  if (!points) return;
  const spent = [...form.querySelectorAll("[name^='choices.']")].reduce((sum, field) => sum + spentOn(field), 0);
  const left = points - spent;
  line.textContent = word(left < 0 ? `${form.dataset.method}_over` : `${form.dataset.method}_left`, { num: Math.abs(left) });
  line.classList.toggle("over", left < 0);
  for (const button of form.querySelectorAll("[data-step='1']")) button.setAttribute("aria-disabled", left <= 0);
}

function spentOn(field) {
  if (field.type === "checkbox") return field.checked ? 1 : 0;
  return field.type === "text" ? Number(field.value) || 0 : 0;
}
