// What this page knows, kept up to date: the snapshot, moved on by what is heard, fetched and clocked.

import { now, setNow } from "../language/clock.js";
import { Listening } from "./listening.js";
import { roundAt } from "../view/rules.js";
import { wholeChoices } from "../view/methods.js";
import { SnapshotView } from "../view/snapshot-view.js";
import { apply, applyBallot, applyBatch, applyTally, applyTurnout } from "./snapshot.js";

// The events of our own command arrive at about the time of its answer, so we wait for the answer this long.
const OWN_ANSWER_MS = 250;

class Live {
  snapshot = null;
  presence = null;
  present = null;
  /** "starting", "online", "offline" (nothing comes through now) or "gone" (this participant has no access any more). */
  state = "starting";
  #callbacks = [];
  #waiting = false;
  #states = "";
  #catching = null;
  #again = false;

  /** Begins: fetches the snapshot and listens; pages that were rendered before are brought up to date at once. */
  start() {
    this.slug = document.body.dataset.slug;
    this.listening = new Listening(this);
    this.listening.start();
    setInterval(() => this.#watchClock(), 1000);
  }

  /** Calls `callback(view)` after each change, at most once per frame; at once if there is a snapshot already. */
  on(callback) {
    this.#callbacks.push(callback);
    if (this.snapshot) callback(new SnapshotView(this.snapshot));
  }

  /**
   * Takes the answer to a command of our own, which comes before its events. A ballot's has the `version` that it gave
   * to our own part, and the `choices` are those that were sent, of several parts those that were changed.
   */
  applyAnswer({ events, result }, version, choices) {
    if (!this.snapshot) return;
    this.#move(events.reduce(apply, this.snapshot));
    const ballot = { round_id: result.round_id, choices: this.#whole(result.round_id, choices), me_version: version };
    const next = version ? applyBallot(this.snapshot, ballot) : null;
    if (next) this.#move(next);
    else this.catchUp();
  }

  #whole(id, choices) {
    const round = this.snapshot.rounds.find((each) => each.id === id);
    return round ? wholeChoices(round, this.snapshot.me?.ballots[id] ?? {}, choices) : choices;
  }

  /** Takes that our own part has another version; what we did ourselves is mostly known by then from its answer. */
  applyMe({ version }) {
    const behind = () => !(this.snapshot?.me?.version >= version);
    if (behind()) setTimeout(() => behind() && this.catchUp(), OWN_ANSWER_MS);
  }

  /** Takes an `events` frame; what does not go on from here is fetched. */
  applyFrame(frame) {
    const next = this.snapshot && applyBatch(this.snapshot, frame);
    if (next) this.#move(next);
    else this.catchUp();
  }

  /** Takes a `tally` frame. */
  applyTally(frame) {
    const next = this.snapshot && applyTally(this.snapshot, frame);
    if (next) this.#move(next);
    else this.catchUp();
  }

  /** Takes how many have voted in a round; only facilitators receive it. */
  applyTurnout(frame) {
    if (this.snapshot) this.#move(applyTurnout(this.snapshot, frame));
  }

  /** Takes how many are present. */
  applyPresence({ count }) {
    this.presence = count;
    this.#tell();
  }

  /** Takes who is present, by their ids; only facilitators receive it. */
  applyPresent({ participant_ids: ids }) {
    this.present = new Set(ids);
    this.#tell();
  }

  /** Tells those who draw that the connection is another than before. */
  setState(state) {
    if (this.state === state || this.state === "gone") return;
    this.state = state;
    document.body.dataset.state = state;
    this.#tell();
  }

  /** Fetches what was missed; asked again meanwhile, it fetches once more. Gives whether the server could be reached. */
  catchUp() {
    this.#again = true;
    this.#catching ??= this.#catchAll().finally(() => (this.#catching = null));
    return this.#catching;
  }

  async #catchAll() {
    while (this.#again) {
      this.#again = false;
      if (!(await this.#fetch())) return false;
    }
    return true;
  }

  async #fetch() {
    const held = this.snapshot;
    const path = held ? `changes?since=${held.revision}&epoch=${held.epoch}` : "snapshot";
    const answer = await get(this.slug, path);
    if (answer === null) {
      if (!held) await this.#recall();
      return false;
    }
    if (answer === "gone") {
      this.setState("gone");
      return false;
    }
    setNow(answer.now);
    const next = held ? applyBatch(this.snapshot, answer) : answer;
    if (next) this.#move(next);
    else {
      this.snapshot = null;
      this.#again = true;
    }
    return true;
  }

  // Without a network a page goes on from what it was last; what has changed since is fetched when it is back.
  async #recall() {
    const { lastKnown } = await import("../offline/offline.js").catch(() => ({}));
    const known = await lastKnown?.(this.slug);
    if (known && !this.snapshot) this.#move(known);
  }

  #move(next) {
    if (next === this.snapshot) return;
    this.snapshot = next;
    this.#tell();
  }

  #tell() {
    if (this.#waiting) return;
    this.#waiting = true;
    // A page in the background gets no frames: it is drawn when it is seen again, and the timer keeps it going meanwhile.
    const draw = document.hidden ? (callback) => setTimeout(callback, 250) : requestAnimationFrame;
    draw(() => {
      this.#waiting = false;
      if (!this.snapshot) return;
      const view = new SnapshotView(this.snapshot);
      for (const callback of this.#callbacks) callback(view);
    });
  }

  #watchClock() {
    const moment = now();
    const states = [
      ...(this.snapshot?.rounds ?? []).map((round) => (round.removed ? "" : roundAt(round, moment).state)),
      ...(this.snapshot?.notices ?? []).map(({ until }) => (until ? moment < Date.parse(until) : "")),
    ].join();
    if (states !== this.#states) this.#tell();
    this.#states = states;
  }
}

async function get(slug, path) {
  try {
    const answer = await fetch(`/api/v1/consultations/${slug}/${path}`, { signal: AbortSignal.timeout(15000) });
    if (answer.status === 401 || answer.status === 404) return "gone";
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** The one of this page. */
export const live = new Live();
