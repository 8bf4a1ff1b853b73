// The parts of a live page that the server renders: asked for again when something that they follow has changed.

import { fetchPart, morphInto, Questions } from "./fragments.js";
import { live } from "../live/live.js";

const AGAIN_MS = 3000;

/**
 * Keeps the parts of a page up to date. Each names itself by `data-part` and says by `data-follows` which of the things
 * of the snapshot it shows; besides them there are `me`, `tallies`, `figures` (of all of these), `turnouts`, `progress` and `clock`, which is what
 * rounds are now.
 *
 * `address()` gives where they are asked for. `around(name, draw)` is called to draw a part, `arrived(form)` with each form
 * that is new in it.
 */
export class LiveParts {
  #before = {};
  #leftAlone = new Set();
  #questions = new Questions((names) => this.#ask(names));

  constructor(address, { around = (_, draw) => draw(), arrived } = {}) {
    Object.assign(this, { address, around, arrived });
    // What was left alone under somebody's hands is brought up to date when they let go of it.
    document.addEventListener("focusout", ({ target, relatedTarget: next }) => {
      if (this.#leftAlone.size && target.form !== next?.form) setTimeout(() => this.want([...this.#leftAlone]));
    });
  }

  /** Asks for what shows something that is another than when it was called last; for all of it at first. */
  follow(view) {
    const now = marksOf(view);
    const isBehind = ({ dataset }) => dataset.follows.split(" ").some((name) => now[name] !== this.#before[name]);
    const behind = partsHere().filter(isBehind);
    this.#before = now;
    if (behind.length) this.want(behind.map(({ dataset }) => dataset.part));
  }

  /** Asks for parts, by name, or for all; they are drawn when the promise is kept. */
  want(names = partsHere().map(({ dataset }) => dataset.part)) {
    return this.#questions.want(names);
  }

  async #ask(names) {
    const address = this.address();
    const { gone, places } = await fetchPart(withParts(address, names));
    if (gone) return true;
    if (!places) {
      // When the connection is back all of it is asked for; while it stands the server has only been too busy.
      this.#before = {};
      setTimeout(() => live.state === "online" && this.want(names), AGAIN_MS);
      return false;
    }
    // An answer to an earlier question must not be shown after the viewer asked another one.
    if (this.address().href !== address.href) this.want(names);
    else for (const fresh of places) this.#draw(fresh.dataset.part, fresh);
    return true;
  }

  #draw(name, fresh) {
    const place = document.querySelector(`[data-part="${name}"]`);
    if (!place) return;
    let leftAlone = false;
    this.around(name, () => (leftAlone = morphInto(place, fresh, this.arrived)));
    if (leftAlone) this.#leftAlone.add(name);
    else this.#leftAlone.delete(name);
  }
}

function partsHere() {
  return [...document.querySelectorAll("[data-part]")];
}

function withParts(address, names) {
  const asked = new URL(address);
  for (const name of names) asked.searchParams.append("part", name);
  return asked;
}

// A list of the snapshot is another one whenever something in it is.
function marksOf({ snapshot, rounds }) {
  const { me, tallies, turnouts, progress } = snapshot;
  const clock = rounds.map(({ id, state }) => `${id}/${state}`).join();
  const figures = Object.entries(tallies).map(([id, { version }]) => `${id}/${version}`).join();
  return { ...snapshot, me: me?.version, tallies: Object.keys(tallies).join(), figures, turnouts: JSON.stringify(turnouts), progress: JSON.stringify(progress), clock };
}
