// What the dialogs of the desk hold, by the row whose link opens them.

import { stamp } from "../language/clock.js";
import { listed } from "../render/fill.js";
import { live } from "../live/live.js";
import { untilOf } from "../view/rounds.js";
import { textIn, word } from "../language/words.js";

/** Gives what the dialog of a link in a row holds, `{name, values}`: null until the page knows, so that it is followed. */
export function about(view, { dataset: { dialog } }, row) {
  if (!view || !row) return null;
  const { id: thing } = row.dataset;
  const [noun, id] = thing.split("-");
  const [name, values] = dialog.endsWith("_round")
    ? [dialog, roundFields(view, Number(thing), dialog)]
    : dialog.endsWith("_participant")
      ? [dialog, personFields(view, Number(thing), row.dataset)]
      : [`${dialog}_${noun}`, contributionFields(view, noun, Number(id))];
  return values && { name, values };
}

function roundFields(view, id, dialog) {
  const round = view.rounds.find((each) => each.id === id);
  if (!round || dialog === "edit_round") return null;
  const about = { id, round_id: id, expect: round.revision, text: round.title };
  // Its minutes are how much later, and not how long the round stays open.
  return dialog === "postpone_round" ? { ...about, until: untilOf(round) } : { ...about, minutes: round.minutes };
}

// A goal that people vote on can't be brought back before they have.
function votedOn(view, id) {
  const voted = view.onOpenBallot({ id });
  return { voted_on: voted, unvoted: !voted };
}

function contributionFields(view, noun, id) {
  const thing = view[`${noun}s`].get(id);
  if (!thing) return null;
  const said = (name) => thing[name]?.[thing.lang] ?? "";
  const fields = { id, [`${noun}_id`]: id, expect: thing.revision, lang: thing.lang, theme_id: goalOf(view, noun, thing).theme_id };
  const move = document.querySelector("#dialog-move_goal select");
  if (move) listed(move, view.themes, "option");
  if (noun === "goal") {
    const phenomena = thing.phenomenon_ids.map(String);
    return { ...fields, ...votedOn(view, id), text: thing.title, title: said("title"), rationale: said("rationale"), "phenomenon_ids[]": phenomena };
  }
  const measure = { text: said("text"), responsible: said("responsible"), time_frame: said("time_frame"), responsible_body_id: thing.responsible_body_id ?? "", type: thing.type ?? "", status: thing.status };
  return noun === "measure" ? { ...fields, ...measure } : { ...fields, text: thing.text };
}

// The goal that a contribution is or stands on.
function goalOf(view, noun, thing) {
  if (noun === "goal") return thing;
  return view.goals.get(thing.goal_id ?? view.measures.get(thing.measure_id).goal_id);
}

// `called` is how the row calls them, apart from others whose name looks the same.
function personFields(view, id, { called: text, municipality }) {
  const one = view.participants.find((each) => each.id === id);
  if (!one) return null;
  const fields = { participant_id: id, expect: one.revision, name: one.name, role: one.role, body_id: one.body_id, municipality };
  fields.confirmed = String(one.confirmed);
  return { id, ...fields, text, about: aboutOf(view, one), me: id === view.me.id };
}

// What distinguishes a participant from another of the same name, before one is changed or removed.
function aboutOf(view, one) {
  const written = [...view.authors.values()].filter((author) => author === one.id).length;
  const body = view.body(one.body_id)?.title;
  return [
    word(`role_${one.role}`),
    body ? textIn(body)[0] : word("no_body"),
    one.invited ? word("invited") : word("joined_at", { when: stamp(one.joined_at) }),
    word("contributions", { num: written }),
    ...(live.present?.has(one.id) ? [word("present")] : []),
  ].join(" · ");
}
