// Notices about the reader's own contributions, shown until they are dismissed.

import { listed } from "../render/fill.js";
import { learn, word } from "../language/words.js";

const place = document.getElementById("notices");
let asked = null;
let latest = null;

/** Brings the notices up to date; how one looks, and its sentences, come with the first of them. */
export async function drawNotices(view) {
  latest = view;
  if (view.notices.length && !document.getElementById("row-template-notice")) {
    asked ??= fetchTemplate(view.slug).finally(() => (asked = null));
    if (!(await asked)) return;
  }
  draw(latest);
}

async function fetchTemplate(slug) {
  try {
    const answer = await fetch(`/c/${slug}/notices`);
    if (!answer.ok || answer.redirected) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-words]");
    learn(fresh.dataset.words);
    place.append(document.importNode(fresh.firstElementChild, true));
    return true;
  } catch {
    return false;
  }
}

function draw(view) {
  const card = place.querySelector(".notice");
  const focused = card.contains(document.activeElement);
  const rows = view.notices.map((notice) => rowOf(view, notice));
  listed(card.querySelector("ul"), rows, "notice", (row) => row, JSON.stringify);
  card.hidden = !view.notices.length;
  // The button that was pressed went with its notice.
  if (!focused || card.contains(document.activeElement)) return;
  (card.querySelector("form:not([hidden]) button") ?? document.getElementById("main")).focus();
}

// What one withdrew oneself can be brought back by oneself for some minutes, if nobody votes on it then.
function rowOf(view, { id, name, kind, thing_id: thing, texts, reason }) {
  const voting = name === "withdrawn" && kind === "goal" && view.onOpenBallot({ id: thing });
  return {
    id,
    what: word(`notice_${name}`),
    text: texts,
    path: /merged|spli/.test(name) ? `/c/${view.slug}/goals/${thing}` : null,
    reason: reason && word("reason", { reason }),
    back: name === "withdrawn" && !voting,
    hidden: name === "hidden" && `/c/${view.slug}/hidden/${kind}/${thing}`,
    voting,
    form: `bring_back-${id}`,
    action: `/api/v1/consultations/${view.slug}/do/restore_${kind}`,
    field: `${kind}_id`,
    number: thing,
    notice: id,
    dismiss: `dismiss_notice-${id}`,
  };
}
