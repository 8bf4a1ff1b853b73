// The files that the reader has asked for: followed while they are made.

import { fetchPart, morphInto } from "../fragments/fragments.js";
import "../frame/frame.js";

const EVERY_MS = 1500;
const mine = document.querySelector("[data-part]");

async function follow() {
  const { gone, place } = await fetchPart(mine.dataset.part);
  if (place) morphInto(mine, place);
  if (!gone) rest();
}

function rest() {
  if (mine.dataset.underWay) setTimeout(follow, EVERY_MS);
}

rest();
