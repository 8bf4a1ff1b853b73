// The outbox: every write waits here with its key until the server has answered it, sent one at a time, in order.

import { now } from "./clock.js";
import { drop, entries, keep, lease, owner } from "./storage.js";

// A tab that is closed while it sends holds the others up for no longer than this.
const LEASE_MS = 4000;
const RENEWED_MS = 1500;
const ANSWER_MS = 15000;
const SLOWEST_MS = 10000;
// Answers after which the same write may well succeed later; whatever else is refused stays refused.
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A new idempotency key; `crypto.randomUUID` is missing on a hall's plain http. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

class Outbox {
  /** "saved" (`savedAt` says when), "saving", "waiting" (for the network) or "" when nothing was sent yet. */
  state = "";
  savedAt = null;
  waiting = 0;
  refused = [];
  /** What waits and was not refused, by the form that it is from; the newest of each. */
  pending = new Map();
  #callbacks = [];
  #outcomes = new Map();
  #tab = newKey();
  #sending = false;
  #failures = 0;
  #timer = null;
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`outbox/${owner}`) : null;

  /** Begins to send what an earlier page left behind. */
  start() {
    this.#channel?.addEventListener("message", ({ data }) => (data.key ? this.#settled(data) : this.#soon(1000)));
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    this.hurry();
  }

  /** Sends what waits now, because there is reason to think that it will get through. */
  hurry() {
    this.#soon(0);
  }

  /** Calls `callback(outbox)` when its state changes. */
  on(callback) {
    this.#callbacks.push(callback);
    callback(this);
  }

  /**
   * Takes a form's fields, `[name, value]` pairs, for a command's address; resolves when they are kept.
   *
   * `outcome(answer)` is called when the server has answered: `{ok, status, body}`.
   */
  async add(entry, outcome) {
    this.#outcomes.set(entry.key, outcome);
    this.#show("saving");
    await keep({ ...entry, owner, order: Date.now() });
    // Another tab takes it on if this one is closed before it is sent.
    this.#channel?.postMessage({ added: true });
    this.#soon(0);
  }

  /** Lets a refused write go, because its author has seen it. */
  async forget(key) {
    await drop(key);
    await this.#look();
  }

  #soon(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#sendAll(), delay);
  }

  async #sendAll() {
    if (this.#sending || !owner) return;
    this.#sending = true;
    try {
      for (let entry = await this.#next(); entry; entry = await this.#next()) {
        if (!(await lease(this.#tab, LEASE_MS))) return this.#soon(1000);
        const answer = await this.#holding(send(entry));
        if (answer === null || PASSING.has(answer.status) || answer.status === 401) return this.#failed(answer);
        this.#failures = 0;
        await this.#answered(entry, answer);
      }
    } finally {
      await lease(this.#tab, 0).catch(() => {});
      this.#sending = false;
    }
  }

  async #holding(sent) {
    const renewing = setInterval(() => lease(this.#tab, LEASE_MS).catch(() => {}), RENEWED_MS);
    return sent.finally(() => clearInterval(renewing));
  }

  async #next() {
    const all = await this.#look();
    return all.find((entry) => !entry.refusal);
  }

  async #look() {
    const all = await entries();
    const waiting = all.filter((entry) => !entry.refusal);
    this.waiting = waiting.length;
    this.pending = new Map(waiting.map((entry) => [entry.form, entry]));
    this.refused = all.filter((entry) => entry.refusal);
    if (!this.waiting && this.state !== "") this.state = this.savedAt ? "saved" : "";
    else if (this.waiting && this.state !== "waiting") this.state = "saving";
    this.#show(this.state);
    return all;
  }

  async #answered(entry, answer) {
    if (answer.ok) {
      await drop(entry.key);
      if (this.pending.get(entry.form)?.key === entry.key) this.pending.delete(entry.form);
      this.savedAt = now();
    } else {
      await keep({ ...entry, refusal: answer.body });
    }
    const message = { key: entry.key, answer, savedAt: this.savedAt };
    this.#channel?.postMessage(message);
    this.#settled(message);
  }

  #settled({ key, answer, savedAt }) {
    this.savedAt = savedAt;
    this.#outcomes.get(key)?.(answer);
    this.#outcomes.delete(key);
    this.#look();
  }

  #failed(answer) {
    this.#failures += 1;
    this.#show(answer?.status === 401 ? "signed_out" : "waiting");
    const asked = Number(answer?.retryAfter) * 1000 || 0;
    this.#soon(Math.max(asked, Math.min(500 * 2 ** this.#failures, SLOWEST_MS)) * (0.8 + Math.random() * 0.4));
  }

  #show(state) {
    this.state = state;
    for (const callback of this.#callbacks) callback(this);
  }
}

async function send({ action, fields, key }) {
  try {
    const answer = await fetch(action, {
      method: "POST",
      headers: { Accept: "application/json", "Idempotency-Key": key },
      body: new URLSearchParams(fields),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const body = await answer.json().catch(() => null);
    // An answer that is not ours, as of a hall's sign-in page, is no answer.
    if (body === null) return null;
    const said = (name) => answer.headers.get(name);
    const ok = answer.ok && body.ok === true;
    return { ok, status: answer.status, body, retryAfter: said("Retry-After"), meVersion: Number(said("Me-Version")) };
  } catch {
    return null;
  }
}

/** The one of this page. */
export const outbox = new Outbox();
