// The outbox: every write waits here with its key until the server has answered it, sent one at a time, in order.

import { now } from "../language/clock.js";
import { isResting, tryAgain } from "./database.js";
import { channelTo, drop, entries, isHeld, keep, knownEntries, lease, owner } from "./storage.js";

// A tab that is closed while it sends holds the others up for no longer than this.
const LEASE_MS = 4000;
const RENEWED_MS = 1500;
const ANSWER_MS = 15000;
const SLOWEST_MS = 10000;
// How often a database that is gone is looked for: it may hold what another page left behind.
const SEARCHED_MS = 5000;
// From when on "saving" would not be believed, and from when on somebody needs a way out.
const LATE_MS = 5000;
const STUCK_MS = 20000;
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
  savedAt = null;
  #callbacks = [];
  #outcomes = new Map();
  #tab = newKey();
  #order = 0;
  #sending = false;
  #again = false;
  #failed = "";
  #failures = 0;
  #since = 0;
  #timer = null;
  #due = 0;
  #watch = null;
  #channel = channelTo(`outbox/${owner}`);

  /**
   * "saved" (`savedAt` says when), "saving", "trying" (it takes long), "waiting" (for the network), "signed_out", or ""
   * when nothing was sent yet.
   */
  get state() {
    if (!this.waiting) return this.savedAt ? "saved" : "";
    return this.#failed || (this.#takes >= LATE_MS ? "trying" : "saving");
  }

  /** How many writes the server has not answered. */
  get waiting() {
    return this.unsent.length;
  }

  /** The writes that the server has not answered. */
  get unsent() {
    return knownEntries().filter((entry) => !entry.refusal);
  }

  /** The writes that the server has not answered, by the form that they are from; the newest of each. */
  get pending() {
    return new Map(this.unsent.map((entry) => [entry.form, entry]));
  }

  /** The writes that the server has refused. */
  get refused() {
    return knownEntries().filter((entry) => entry.refusal);
  }

  /** Whether something waits in this page alone, so that a reload would lose it. */
  get held() {
    return this.unsent.some(isHeld);
  }

  /** Whether nothing has come through for so long that somebody needs a way out. */
  get stuck() {
    return this.waiting > 0 && this.#takes >= STUCK_MS;
  }

  /** Begins to send what an earlier page left behind. */
  start() {
    this.#channel?.addEventListener("message", ({ data }) => this.#heard(data));
    addEventListener("online", () => this.hurry());
    addEventListener("pageshow", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    this.hurry();
  }

  /** Sends what waits now, because there is reason to think that it will get through. */
  hurry() {
    tryAgain();
    this.#soon(0);
  }

  /** Calls `callback(outbox)` when its state changes. */
  on(callback) {
    this.#callbacks.push(callback);
    callback(this);
  }

  /**
   * Takes a form's fields, `[name, value]` pairs, for a command's address; resolves when they are kept, or held.
   *
   * `outcome(answer)` is called when the server has answered: `{ok, status, body}`.
   */
  async add(entry, outcome) {
    this.#outcomes.set(entry.key, outcome);
    this.#order = Math.max(Date.now(), this.#order + 1);
    const kept = keep({ ...entry, owner, order: this.#order });
    this.#tell();
    await kept;
    this.#tell();
    // Another tab takes it on if this one is closed before it is sent.
    this.#channel?.postMessage({ added: true });
    this.#soon(0);
  }

  /** Lets a refused write go, because its author has seen it. */
  forget(key) {
    apart(drop(key));
    this.#tell();
  }

  // What comes sooner stays: news of other tabs must not put it off again and again.
  #soon(delay) {
    const due = Date.now() + delay;
    if (this.#due && this.#due <= due && this.#due >= Date.now()) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#due = 0;
      apart(this.#sendAll());
    }, delay);
  }

  async #sendAll() {
    if (!owner) return;
    // Whoever asks meanwhile is not forgotten: to give the lease back may take longer than until the next try.
    this.#again = this.#sending;
    if (this.#sending) return;
    this.#sending = true;
    try {
      await this.#sendInOrder();
    } finally {
      await lease(this.#tab, 0);
      this.#sending = false;
      if (this.#again) this.#soon(0);
      this.#tell();
    }
  }

  async #sendInOrder() {
    for (let entry = await this.#next(); entry; entry = await this.#next()) {
      if (!(await lease(this.#tab, LEASE_MS))) return this.#soon(1000);
      const answer = await this.#holding(send(entry));
      if (answer === null || PASSING.has(answer.status) || answer.status === 401) return this.#retry(answer);
      await this.#answered(entry, answer);
    }
    if (isResting()) this.#soon(SEARCHED_MS);
  }

  async #holding(sent) {
    const renewing = setInterval(() => apart(lease(this.#tab, LEASE_MS)), RENEWED_MS);
    return sent.finally(() => clearInterval(renewing));
  }

  async #next() {
    const all = await entries();
    this.#tell();
    return all.find((entry) => !entry.refusal);
  }

  async #answered(entry, answer) {
    this.#failed = "";
    this.#failures = 0;
    this.#since = 0;
    // What can never be sent again is of no use to anyone, least of all a secret ballot.
    const fields = answer.body.code === "already_voted" ? [] : entry.fields;
    if (answer.ok) this.savedAt = now();
    const forgotten = answer.ok ? drop(entry.key) : keep({ ...entry, fields, refusal: answer.body });
    this.#settled(entry.key, answer);
    await forgotten;
    this.#channel?.postMessage({ key: entry.key, answer, savedAt: this.savedAt });
  }

  #heard({ key, answer, savedAt }) {
    if (!key) return this.#soon(1000);
    this.#failed = "";
    this.savedAt = savedAt ?? this.savedAt;
    if (answer.ok) apart(drop(key));
    this.#settled(key, answer);
    apart(entries().then(() => this.#tell()));
  }

  #settled(key, answer) {
    const outcome = this.#outcomes.get(key);
    this.#outcomes.delete(key);
    this.#tell();
    if (outcome) guarded(outcome, answer);
  }

  #retry(answer) {
    this.#failures += 1;
    this.#failed = answer?.status === 401 ? "signed_out" : "waiting";
    const asked = Number(answer?.retryAfter) * 1000 || 0;
    this.#soon(Math.max(asked, Math.min(500 * 2 ** this.#failures, SLOWEST_MS)) * (0.8 + Math.random() * 0.4));
  }

  // How long nothing has come through, although something waits.
  get #takes() {
    return this.#since ? Date.now() - this.#since : 0;
  }

  #tell() {
    this.#since = this.waiting ? this.#since || Date.now() : 0;
    if (!this.waiting) this.#failed = "";
    for (const callback of this.#callbacks) guarded(callback, this);
    clearTimeout(this.#watch);
    const next = [LATE_MS, STUCK_MS].find((limit) => this.waiting && limit > this.#takes);
    if (next) this.#watch = setTimeout(() => this.#tell(), next - this.#takes);
  }
}

// Gives `{ok, status, body, retryAfter, meVersion}`, or null where no answer of ours came.
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
    const { ok } = answer;
    if (ok ? body?.ok !== true : !body?.code) return null;
    const said = (name) => answer.headers.get(name);
    return { ok, status: answer.status, body, retryAfter: said("Retry-After"), meVersion: Number(said("Me-Version")) };
  } catch {
    return null;
  }
}

// The one way in which work goes on by itself here: a fault in it is said in the console, and what waits is sent all the same.
function apart(work) {
  work.catch((fault) => console.error(fault));
}

function guarded(callback, value) {
  try {
    callback(value);
  } catch (fault) {
    console.error(fault);
  }
}

/** The one of this page. */
export const outbox = new Outbox();
