// What the reader is told about contributions of theirs, until they have said that they know.

import { listed } from "./fill.js";
import { word } from "./words.js";

const place = document.getElementById("notices");

/** Brings the notices up to date. */
export function drawNotices(seen) {
  const card = place.querySelector(".notice");
  const focused = card.contains(document.activeElement);
  listed(card.querySelector("ul"), seen.notices, "notice", (notice) => ({
    what: word(`notice_${notice.name}`),
    text: notice.texts,
    reason: word("reason", { reason: notice.reason }),
    number: notice.id,
    dismiss: `dismiss_notice-${notice.id}`,
  }));
  card.hidden = !seen.notices.length;
  // The button that was pressed went with its notice.
  if (focused && !card.contains(document.activeElement)) (card.querySelector("button") ?? document.getElementById("main")).focus();
}
