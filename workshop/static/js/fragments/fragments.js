// Parts of a page that the server renders: asked for again when something has happened, and morphed into what stands there.

import { Listening } from "../live/listening.js";
import { changedNames } from "../forms/shown.js";
import { Idiomorph } from "../../vendor/idiomorph-0.8.0/idiomorph.esm.js";

const PATIENCE_MS = 15000;
const GONE = [401, 403, 404];
// The pause before the next request, as a multiple of the last one's duration: a lively hall must not keep a server busy.
const RESTRAINT = 4;
// While people vote figures move ten times a second, and nobody reads a desk that often.
const LEAST_REST_MS = 400;
// What others do is there within a second, also on a slow server.
const LONGEST_REST_MS = 500;
// What was sent from here goes on as it was sent: under its own key, the same again is the same.
const sent = new WeakSet();
const FIELD = "input:not([type=hidden]), textarea, select";

/**
 * Keeps a part of the page up to date: `place` says by `data-part` where the server gives it alone.
 *
 * Forms that somebody writes in, or has sent, stay as they are, and so do the focus, the selection and what is unfolded.
 */
export function keepPart(place) {
  // The page of a form that was refused, at the form's own address, shows what was typed and not what is stored.
  if (new URL(place.dataset.part, location).pathname !== location.pathname) return;
  const part = new Part(place);
  // After everyone else has heard of it: what a script has taken over is not on its way by itself.
  addEventListener("submit", ({ defaultPrevented, target }) => defaultPrevented || sent.add(target));
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
  #questions = new Questions(() => this.#ask());

  constructor(place) {
    this.place = place;
    this.slug = place.dataset.slug;
  }

  applyFrame({ events }) {
    if (events.length) this.catchUp();
  }

  applyTally() {}

  applyTurnout() {}
  applyProgress() {}

  applyPresence() {}

  applyPresent() {}

  applyMe() {}

  setState(state) {
    if (this.state !== "gone") this.state = state;
  }

  catchUp() {
    return this.#questions.want(["whole"]);
  }

  async #ask() {
    const { gone, places } = await fetchPart(this.place.dataset.part);
    if (gone) this.setState("gone");
    if (!places) return false;
    const [place, ...others] = places;
    this.leftAlone = morphInto(this.place, place);
    // What stands elsewhere on the page, and comes along.
    for (const other of others) {
      const there = document.getElementById(other.id);
      if (there) morphInto(there, other);
    }
    return true;
  }
}

/**
 * Questions to the server, one at a time: what is wanted meanwhile is asked together afterwards, after a rest.
 *
 * `ask(names)` asks, and gives whether the server could be reached.
 */
export class Questions {
  #wanted = new Set();
  #asking = null;

  constructor(ask) {
    this.ask = ask;
  }

  /** Asks for things by their names; gives whether the server could be reached, when all has been answered. */
  want(names) {
    for (const name of names) this.#wanted.add(name);
    this.#asking ??= this.#askAll().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #askAll() {
    while (this.#wanted.size) {
      const names = [...this.#wanted];
      this.#wanted.clear();
      const asked = performance.now();
      if (!(await this.ask(names))) return false;
      const took = performance.now() - asked;
      if (this.#wanted.size) await new Promise((rested) => setTimeout(rested, Math.min(Math.max(RESTRAINT * took, LEAST_REST_MS), LONGEST_REST_MS)));
    }
    return true;
  }
}

/** Fetches parts of a page: the first `place` of them and all `places`; `gone`: the viewer has no access any more. */
export async function fetchPart(address) {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.redirected || GONE.includes(answer.status)) return { gone: true };
    if (!answer.ok) return {};
    const places = [...new DOMParser().parseFromString(await answer.text(), "text/html").body.children];
    return { places, place: places[0] };
  } catch {
    return {};
  }
}

/**
 * Morphs what stands in `place` into `fresh`; gives whether something was left alone. `arrived` is called with each form
 * that is new.
 */
export function morphInto(place, fresh, arrived = () => {}) {
  let leftAlone = false;
  const goesOn = (node) => {
    const held = formsIn(node).some(isInHand);
    leftAlone ||= held;
    return !held;
  };
  Idiomorph.morph(place, fresh, {
    // It leaves alone all that stands in what has the focus, which may be a heading or a button too.
    ignoreActiveValue: Boolean(document.activeElement?.matches(FIELD)),
    callbacks: {
      beforeNodeMorphed: (node, next) => {
        if (isOutOfBounds(node, next)) return false;
        if (!node.matches?.("form") || goesOn(node)) return true;
        followIn(node, next);
        return false;
      },
      beforeNodeRemoved: goesOn,
      afterNodeAdded: (node) => formsIn(node).forEach(arrived),
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details, dialog")) && name !== "aria-busy",
    },
  });
  return leftAlone;
}

function formsIn(node) {
  return node.matches?.("form") ? [node] : [...(node.querySelectorAll?.("form") ?? [])];
}

// What scripts keep by themselves: keys, why something was refused, clocks, an act that waits with its button, and what says so.
function isOutOfBounds(node, next) {
  if (node.matches?.("input[name=key], [data-refused], [data-present], [data-kept]")) return true;
  if (node.matches?.("[data-closes]")) return node.dataset.closes !== "" && node.dataset.closes === next.dataset.closes;
  return Boolean(node.matches?.("[data-thinking], button") && waiting(node.closest("form")));
}

function waiting(form) {
  return form?.querySelector("[data-thinking]:not([hidden])");
}

// What follows also while somebody types: from which revision it is sent, and what the button does by then.
function followIn(form, next) {
  const fresh = [...next.querySelectorAll("[data-anew]")];
  for (const [at, place] of [...form.querySelectorAll("[data-anew]")].entries()) if (fresh[at]) place.replaceWith(fresh[at].cloneNode(true));
}

// A form that nobody can write in goes with its thing: what was pressed was about how things were then.
function isInHand(form) {
  if (sent.has(form)) return true;
  if (form.getAttribute("method") === "get" || !form.querySelector(FIELD)) return false;
  const { activeElement: active } = document;
  return "again" in form.dataset || (form.contains(active) && active.matches(FIELD)) || changedNames(form).length > 0;
}
