// What a voting round says beforehand of its voters and of what is counted, as web/view/voting/terms.py says it.

import { textIn, word } from "../language/words.js";

/** Who may vote in a round, where that is not everybody; otherwise "". */
export function votersOf(view, { electorate }) {
  const { bodies, workshops, roles = [], confirmed, cards } = electorate ?? {};
  const said = [
    named(view.bodies, bodies),
    named(view.workshops, workshops),
    roles.filter((role) => role !== "observer").map((role) => word(`voters_${role}`)).join(", "),
    confirmed ? word("confirmed_voters") : "",
    cards ? word("card_voters") : "",
  ];
  return said.filter(Boolean).join("; ");
}

/** By what groups a round is counted; "" for none. */
export function countedBy(view, { kind, secrecy, practice, breakdowns, workshop_ids: workshops }) {
  if (kind !== "vote" || secrecy === "secret" || practice) return "";
  const names = [...(breakdowns ?? (workshops.length > 1 ? ["body", "workshop"] : ["body"]))];
  if (view.consultation.asks_municipality) names.push("municipalities");
  return names.map((name) => word(`counted_by_${name}`)).join(", ");
}

/**
 * Whether the reader is one of those who may vote in a round, and nobody else has voted with their card;
 * policy/electorate.py decides it.
 */
export function mayVoteIn({ me, voted }, { id, electorate, practice }) {
  if (practice) return me.kind !== "table";
  const { bodies, workshops, roles, confirmed, cards } = electorate ?? {};
  const isIn = (ids) => ids.length > 0 && (!me.workshop_ids?.length || me.workshop_ids.some((id) => ids.includes(id)));
  return (
    ["facilitator", "member"].includes(me.role) &&
    (!roles || roles.includes(me.role)) &&
    (!bodies || bodies.includes(me.body_id)) &&
    (!workshops || isIn(workshops)) &&
    (!confirmed || me.confirmed) &&
    (!cards || me.card_id) &&
    me.kind !== "table" &&
    (voted.has(id) || !me.card_voted?.includes(id))
  );
}

function named(things, wanted = []) {
  return things.filter(({ id }) => (wanted ?? []).includes(id)).map(({ title }) => textIn(title)[0]).join(", ");
}
