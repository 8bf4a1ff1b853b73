// What the reader is told about contributions of theirs.

import { listed } from "./fill.js";
import { word } from "./words.js";

const place = document.getElementById("notices");

/** Brings the notices up to date. */
export function drawNotices(seen) {
  const card = place.querySelector(".notice");
  card.hidden = !seen.notices.length;
  listed(card.querySelector("ul"), seen.notices, "notice", (notice) => ({
    what: word(`notice_${notice.name}`),
    text: notice.texts,
    reason: word("reason", { reason: notice.reason }),
  }));
}
