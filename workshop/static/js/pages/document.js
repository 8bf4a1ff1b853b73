// The page of a document: what others write in it comes in by itself, and whoever writes in a paragraph holds it.

import { takeDragging } from "../desk/dragging.js";
import { LiveParts } from "../fragments/live-parts.js";
import { restore } from "../forms/forms.js";
import "../forms/second-thought.js";
import { begin } from "../frame/page.js";
import { announce, word } from "../language/words.js";
import { keepStill } from "../render/still.js";
import { newKey } from "../storage/outbox.js";
import { draftedForms, draftOf, keepDraft, keepLocal, local, owner } from "../storage/storage.js";

// Often enough that nobody loses a paragraph that is held for 60 seconds.
const RENEWED_MS = 20000;
const LOOKED_MS = 4000;
const WRITES = /^(add_paragraph|edit_paragraph|add_draft_comment)-/;
const TEXTS = /^(text|suggestion)\b/;
const place = document.querySelector("[data-part=document]");
const parts = new LiveParts(() => new URL(place.dataset.at, location.origin), { around, arrived });
const anew = document.getElementById("document-anew");
const draft = document.getElementById("document-draft");
const resting = new Map();
const typedAgain = new Set();

function around(name, draw) {
  keepStill(draw);
  if (name === "document") drawn();
  else if (document.getElementById("document-now").dataset.mark !== place.dataset.mark) changed();
}

function drawn() {
  anew.hidden = true;
  if (draft.hidden) return;
  draft.hidden = true;
  showLeft();
}

// Readers of a document that is a draft again read it no more, and must not wonder why nothing can be sent.
function showWhetherThere({ snapshot: { documents } }) {
  const isDraft = !("watched" in place.dataset) && documents.some(({ removed }) => removed);
  if (isDraft !== draft.hidden) return;
  if (!isDraft) return void parts.want(["document"]);
  anew.hidden = true;
  draft.hidden = false;
  announce(draft.textContent);
  empty();
}

// Not under somebody's hands: what they typed is kept, and stands where they can copy it once they let go of it.
function empty() {
  if (draft.hidden || (document.activeElement?.form && place.contains(document.activeElement))) return;
  place.replaceChildren();
  showLeft();
}

// A long one is rendered for its readers when they want it, not for all of them at each comment.
function changed() {
  if (!("waits" in place.dataset)) return void parts.want(["document"]);
  if (!anew.hidden) return;
  anew.hidden = false;
  announce(anew.firstChild.textContent);
}

function arrived(form) {
  if (!form.elements.key) return;
  restore(form);
  goOnFrom(form);
}

// What was typed before a reload was about the text of then: sent as of now it would take the place of what others wrote.
function goOnFrom(form) {
  if (!form.dataset.holds) return;
  const version = draftOf(form.id).length && local(baseOf(form));
  if (version) form.elements.version.value = version;
  else keepLocal(baseOf(form), null);
}

function baseOf(form) {
  return `draft-version/${owner}/${form.id}`;
}

function typed({ target: { form } }) {
  if (!form?.dataset.holds) return;
  if (!local(baseOf(form))) keepLocal(baseOf(form), form.elements.version.value);
  if (resting.has(form.id)) typedAgain.add(form.id);
  else void hold(form);
}

async function hold(form) {
  typedAgain.delete(form.id);
  resting.set(form.id, setTimeout(() => rested(form), RENEWED_MS));
  const problem = await asked(form.dataset.holds, form.elements.paragraph_id.value);
  if (problem) document.getElementById(`held-${form.elements.paragraph_id.value}`).textContent = problem.title;
}

function rested(form) {
  resting.delete(form.id);
  if (form.isConnected && typedAgain.has(form.id)) void hold(form);
}

// Gives why it was refused. Without a network nobody is told, and what is saved later is compared by its version.
async function asked(address, number) {
  try {
    const headers = { Accept: "application/json", "Idempotency-Key": newKey() };
    const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams({ paragraph_id: number }) });
    return answer.ok ? null : await answer.json();
  } catch {
    return null;
  }
}

function saved({ target: form, detail: { result } }) {
  if (form.dataset.holds) {
    clearTimeout(resting.get(form.id));
    resting.delete(form.id);
    typedAgain.delete(form.id);
    if (result.draft_comment_ids.length) sayThatItIsSuggested();
    else form.elements.version.value = result.version;
    keepLocal(baseOf(form), draftOf(form.id).length ? form.elements.version.value : null);
  }
  if (!draftOf(form.id).length) form.closest(".document-edit, .document-add")?.removeAttribute("open");
  void parts.want(["document"]);
}

// The text that stands is another's: it comes with the part, and what was written here stands beside it.
function sayThatItIsSuggested() {
  const said = document.getElementById("document-told");
  said.textContent = word("suggested");
  said.hidden = false;
  announce(said.textContent);
}

// The text was adopted or removed, or its comments closed, before what was typed was sent: one may still copy it.
function showLeft() {
  const left = document.getElementById("document-left");
  const gone = draftedForms().filter((id) => WRITES.test(id) && !document.getElementById(id));
  const said = gone.flatMap(draftOf).filter(([name]) => TEXTS.test(name)).map(([, text]) => text);
  left.querySelector("textarea").value = said.filter(Boolean).join("\n\n");
  left.hidden = !left.querySelector("textarea").value;
  left.querySelector("button").onclick = () => {
    for (const id of gone) keepDraft(id, []);
    left.hidden = true;
  };
}

takeDragging();
document.addEventListener("input", typed);
document.addEventListener("saved", saved);
place.addEventListener("focusout", () => setTimeout(empty));
anew.querySelector("button").onclick = () => parts.want(["document"]);
begin((view) => {
  showWhetherThere(view);
  // What is not there is not asked for.
  if (draft.hidden) parts.follow(view);
});
for (const form of document.forms) goOnFrom(form);
showLeft();
// Who writes where is no event, and only those who edit need know.
if ("watched" in place.dataset) setInterval(() => document.hidden || parts.want(["now"]), LOOKED_MS);
