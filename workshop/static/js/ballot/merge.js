// A ballot that was changed in another tab or on another device while it is filled in here: its choices come in beside.

import { changedNames, follow } from "../forms/shown.js";

const NONE = {};
const followed = new WeakMap();

/** Lets ballots take over what waited while somebody was in a field; `after(form)` is called when something came in. */
export function takeMerging(after) {
  document.addEventListener("focusout", ({ target }) => {
    const form = target.form?.matches("form.ballot") ? target.form : null;
    if (!followed.has(form)) return;
    // The focus is still here while it leaves.
    setTimeout(() => {
      // Of two that leave at once the first has done it.
      if (!followed.has(form)) return;
      const [now] = followed.get(form);
      followed.delete(form);
      followBallot(form, now);
      after(form);
    });
  });
  document.addEventListener("sent", ({ target }) => target.matches("form.ballot") && sayElsewhere(target, false));
}

/** Brings the choices that were not touched here to what is stored, and says so where others were. */
export function followBallot(form, own = NONE) {
  // What is on its way is not stored yet, and what it changes would go back and forth.
  if (form.hasAttribute("aria-busy")) return;
  const choices = form.querySelectorAll("[name^='choices.']");
  const [before, number] = followed.get(form) ?? [];
  if (before === own && number === choices.length) return;
  followed.set(form, [own, choices.length]);
  const names = new Set([...choices].map(({ name }) => name));
  const moved = follow(form, Object.fromEntries([...names].map((name) => [name, storedIn(own, name)])));
  const begun = changedNames(form).some((name) => name.startsWith("choices."));
  if (moved && begun) sayElsewhere(form, true);
  if (!begun) sayElsewhere(form, false);
}

function storedIn(own, name) {
  const [, goal, part] = name.split(".");
  return (part === undefined ? own[goal] : own[goal]?.[part]) ?? "";
}

function sayElsewhere(form, is) {
  const note = form.querySelector("[data-elsewhere]");
  if (note) note.hidden = !is;
}
