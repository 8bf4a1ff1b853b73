// Parts of a page that the server renders: asked for again when something has happened, and morphed into what stands there.

import { Listening } from "./listening.js";
import { changedNames } from "./shown.js";
import { Idiomorph } from "../vendor/idiomorph-0.8.0/idiomorph.esm.js";

const PATIENCE_MS = 15000;
const GONE = [401, 403, 404];
// What was sent from here goes on as it was sent: under its own key, the same again is the same.
const sent = new WeakSet();

/**
 * Keeps a part of the page up to date: `place` says by `data-part` where the server gives it alone.
 *
 * Forms that somebody writes in, or has sent, stay as they are, and so do the focus, the selection and what is unfolded.
 */
export function keepPart(place) {
  // The page of a form that was refused, at the form's own address, shows what was typed and not what is stored.
  if (new URL(place.dataset.part, location).pathname !== location.pathname) return;
  const part = new Part(place);
  document.addEventListener("submit", ({ target }) => sent.add(target));
  // What was left alone under somebody's hands is brought up to date when they let go of it.
  place.addEventListener("focusout", ({ target, relatedTarget: next }) => {
    if (part.leftAlone && target.form !== next?.form) setTimeout(() => part.catchUp());
  });
  new Listening(part).start();
}

// What listens in the place of a whole snapshot: that something has happened is all that a part need know.
class Part {
  state = "starting";
  leftAlone = false;
  #again = false;
  #asking = null;

  constructor(place) {
    this.place = place;
    this.slug = place.dataset.slug;
  }

  hearFrame({ events }) {
    if (events.length) this.catchUp();
  }

  hearTally() {}

  hearTurnout() {}

  hearPresence() {}

  hearPresent() {}

  hearMe() {}

  setState(state) {
    if (this.state !== "gone") this.state = state;
  }

  // One at a time; asked again meanwhile, it asks once more, after a rest as long as the server took: so that a lively hall
  // keeps it busy half of the time at most. Gives whether the server could be reached.
  catchUp() {
    this.#again = true;
    this.#asking ??= this.#askAll().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #askAll() {
    while (this.#again) {
      this.#again = false;
      const asked = performance.now();
      if (!(await this.#ask())) return false;
      const took = performance.now() - asked;
      if (this.#again) await new Promise((rested) => setTimeout(rested, took));
    }
    return true;
  }

  async #ask() {
    try {
      const answer = await fetch(this.place.dataset.part, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.redirected || GONE.includes(answer.status)) this.setState("gone");
      if (answer.redirected || !answer.ok) return false;
      this.leftAlone = morphInto(this.place, await answer.text());
      return true;
    } catch {
      return false;
    }
  }
}

/** Morphs what stands in `place` into the part that `html` has; gives whether something was left alone. */
export function morphInto(place, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  let leftAlone = false;
  const goesOn = (node) => {
    const forms = node.matches?.("form") ? [node] : [...(node.querySelectorAll?.("form") ?? [])];
    const held = forms.some(isInHand);
    leftAlone ||= held;
    return !held;
  };
  Idiomorph.morph(place, fresh, {
    ignoreActiveValue: true,
    callbacks: {
      beforeNodeMorphed: (node) => !node.matches?.("input[name=key]") && (!node.matches?.("form") || goesOn(node)),
      beforeNodeRemoved: goesOn,
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details, dialog")),
    },
  });
  return leftAlone;
}

function isInHand(form) {
  const thinking = form.querySelector("[data-thinking]:not([hidden])");
  return sent.has(form) || Boolean(thinking) || form.contains(document.activeElement) || changedNames(form).length > 0;
}
