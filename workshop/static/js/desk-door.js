// Whether the workshop lets in anybody new, as the desk shows it beside the code.

import { fill } from "./fill.js";

const door = document.getElementById("door");

/** Brings up to date whether the workshop is locked, and the button that changes it. */
export function drawDoor(seen, workshop) {
  const { id, locked, revision } = seen.workshops.find((each) => each.id === workshop) ?? {};
  if (id) fill(door, { id, locked, revision });
}
