// What is asked now: a section for each round, made from the mould of its state, and kept while someone writes in it.

import { when } from "./clock.js";
import { ballotValues, drawBallot } from "./ballots.js";
import { tops } from "./counts.js";
import { fill, listed, mould } from "./fill.js";
import { isBegun, restore } from "./forms.js";
import { sayPhases } from "./phases.js";
import { askingOf, roundValues } from "./rounds.js";
import { keepDraft } from "./storage.js";
import { word } from "./words.js";

const container = document.getElementById("now");
if (container) container.tabIndex = -1;

/** Brings the sections up to date with `rounds`; none of them is a section that says so. */
export function drawNow(seen, rounds) {
  sayPhases(seen.rounds);
  const wanted = (rounds.length ? rounds : [null]).map((round) => [round, `${round?.id ?? 0}/${askingOf(seen, round)}`]);
  const keys = new Set(wanted.map(([, key]) => key));
  for (const section of [...container.children]) if (!keys.has(section.dataset.key)) put_away(section, keys);
  for (const [round, key] of wanted) {
    let section = [...container.children].find(({ dataset }) => dataset.key === key);
    const made = !section;
    section ??= mould(`now-${key.split("/")[1]}`);
    section.dataset.key = key;
    draw(section, seen, round);
    if (made) container.append(section);
    if (made) for (const form of section.querySelectorAll("form")) restore(form);
  }
}

function draw(section, seen, round) {
  if (!round) return fill(section, { coming: coming(seen), counted: Object.keys(seen.tallies).length > 0 });
  const asking = section.dataset.key.split("/")[1];
  const values = roundValues(seen, round);
  if (asking === "vote") Object.assign(values, ballotValues(seen, round));
  if (asking === "revealed") {
    values.tops = tops(seen, round);
    values.voters = word("voted", { num: seen.tallies[round.id].voters });
  }
  fill(section, values);
  if (asking === "vote") drawBallot(section, seen, round);
  if (asking === "propose") drawThemes(section, seen);
}

function drawThemes(section, seen) {
  const select = section.querySelector("select[name=theme_id]");
  const themes = seen.themes.filter(({ id }) => seen.may("propose_goal", id));
  if (select && themes.length) listed(select, themes, "option", ({ id, title }) => ({ id, title }));
}

// A section in which somebody writes stays, so that nothing typed is lost; it says that its round is over. A secret ballot
// that was cast, here or in another tab, leaves nothing to be read.
function put_away(section, keys) {
  const form = section.querySelector("form");
  const cast = keys.has(section.dataset.key.replace("/vote", "/voted"));
  if (cast) keepDraft(form.id, []);
  if (!form || cast || !isBegun(form)) return letGo(section);
  section.classList.add("over");
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true;
  let note = section.querySelector(".over-note");
  if (!note) {
    note = mould("over");
    section.prepend(note);
    note.querySelector("button").addEventListener("click", () => letGo(section));
  }
}

// Whoever was in it goes on where they were, and not at the top of the page.
function letGo(section) {
  const focused = section.contains(document.activeElement);
  section.remove();
  if (focused) container.focus({ preventScroll: true });
}

function coming(seen) {
  const times = seen.rounds.filter(({ now, opens_at: opens }) => now === "planned" && opens).map(({ opens_at: opens }) => opens);
  return times.length ? word("next_opens", { when: when(times.sort()[0]) }) : "";
}
