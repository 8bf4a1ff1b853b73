// How many of a workshop's own people are there right now, which only a page knows that listens.

import { live } from "../live/live.js";

/** Shows how many are present, as long as they are heard of. */
export function drawPresent(view, workshop) {
  const place = document.querySelector("[data-present]");
  const present = live.state === "online" ? live.present : null;
  const people = view.peopleOf(workshop).filter(({ role }) => role !== "facilitator");
  place.hidden = present === null;
  place.querySelector("b").textContent = people.filter(({ id }) => present?.has(id)).length;
}
