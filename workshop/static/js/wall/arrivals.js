// Arrivals: what is new comes on the wall one row at a time, so that the eye can follow; what is gone goes at once.

const SLOWEST_MS = 3500;
const QUICKEST_MS = 400;
/** However many come together, the last of them is on the wall after about this time. */
const ALL_WITHIN_MS = 10000;

/** Lets the rows of a scene in, the oldest first; a row's `markOf` grows when it is to be seen as new. */
export class Arrivals {
  #about = null;
  #held = new Map();
  #timer = null;
  #changed;

  /** `changed()` is called when the next one may come. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Whether the next row lets the one that has just come stand for the whole time. */
  isSlow = false;

  /** Gives [the rows to be shown now, the ids of those that have just come]; another scene shows all of its own. */
  let(rows, about, markOf, atOnce) {
    const there = new Map(rows.map((row) => [row.id, row]));
    if (about !== this.#about || atOnce) {
      this.#about = about;
      this.#held = there;
      clearTimeout(this.#timer);
      this.#timer = null;
      return [rows, new Set()];
    }
    const isNews = (row) => !this.#held.has(row.id) || markOf(row) > markOf(this.#held.get(row.id));
    const waiting = rows.filter(isNews).sort((one, other) => markOf(one) - markOf(other));
    for (const id of this.#held.keys()) if (!there.has(id)) this.#held.delete(id);
    for (const row of rows) if (!isNews(row)) this.#held.set(row.id, row);
    const next = this.#timer ? null : waiting.shift();
    if (next) {
      this.#held.set(next.id, next);
      this.#wait(waiting.length);
    }
    const shown = [...this.#held.values()];
    shown.sort((one, other) => markOf(other) - markOf(one) || other.id - one.id);
    return [shown, new Set(next ? [next.id] : [])];
  }

  #wait(others) {
    const pause = Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, ALL_WITHIN_MS / (others + 1)));
    this.isSlow = pause === SLOWEST_MS;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#changed();
    }, pause);
  }
}
