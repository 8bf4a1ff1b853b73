// The connection: a socket that tells, catching up whenever something may have been missed, polling where sockets are blocked.

import { setNow } from "../language/clock.js";
import { Socket } from "./socket.js";

const POLL_MS = 3000;
// Five seconds after the network is back nobody may see what is old, also where sockets are blocked.
const SLOWEST_POLL_MS = 3500;
// The pause before the next request, as a multiple of the last one's duration: a slow server has a hall coming back.
const RESTRAINT = 4;
// The server is heard at least every 20 seconds; a connection that is silent for longer is dead, whatever it says.
const SILENCE_MS = 45000;

const TAKERS = {
  events: (live, frame) => live.applyFrame(frame),
  tally: (live, frame) => live.applyTally(frame),
  turnout: (live, frame) => live.applyTurnout(frame),
  progress: (live, frame) => live.applyProgress(frame),
  presence: (live, frame) => live.applyPresence(frame),
  present: (live, frame) => live.applyPresent(frame),
  me: (live, frame) => live.applyMe(frame),
};

/** Listens for one `live`: passes everything on to it, and asks for what was missed. */
export class Listening {
  #socket = null;
  #heardAt = 0;
  #failures = 0;
  #lostAt = 0;
  #timer = null;

  constructor(live) {
    this.live = live;
  }

  /** Connects, and goes on connecting. */
  start() {
    this.#socket = new Socket({ consultation: this.live.slug }, (name, frame) => this.#hear(name, frame));
    this.#socket.connect();
    for (const event of ["online", "pageshow", "focus"]) addEventListener(event, () => this.#wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
    addEventListener("offline", () => {
      this.#lostAt = performance.now();
      this.live.setState("offline");
    });
    this.#check();
  }

  /** Stops for good, when this participant has no access any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#socket.disconnect();
  }

  #hear(name, frame) {
    if (name === "disconnect" || name === "connect_error") return this.#lost(name, frame);
    this.#heardAt = Date.now();
    if (name === "hello") {
      setNow(frame.now);
      // Tallies, turnouts and `me` may have been missed although the revision is the one held, so it is asked each time.
      this.#check();
    } else if (name === "bye") this.#check();
    else TAKERS[name]?.(this.live, frame);
  }

  // After a goodbye the server closes, and the socket stays away: whether we may come back the server says.
  #lost(name, how) {
    if (how === "sent away" && this.live.state !== "gone") setTimeout(() => this.#socket.connect(), name === "disconnect" ? 500 + Math.random() * 1500 : 3000);
    if (name === "disconnect") this.#poll(Math.random() * 1000);
  }

  #wake() {
    if (this.live.state === "gone") return;
    if (!this.#socket.connected) this.#socket.connect();
    this.#check();
  }

  async #check() {
    const asked = performance.now();
    // What was asked before the network was lost says nothing about now.
    const reached = (await this.live.catchUp()) && asked > this.#lostAt;
    const took = performance.now() - asked;
    if (this.live.state === "gone") return this.stop();
    this.#failures = reached ? 0 : this.#failures + 1;
    this.live.setState(reached ? "online" : "offline");
    const pause = Math.min(POLL_MS * 1.5 ** this.#failures, SLOWEST_POLL_MS);
    this.#poll(Math.max(pause, reached ? RESTRAINT * took : 0) * (0.7 + Math.random() * 0.6));
  }

  #poll(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const silent = Date.now() - this.#heardAt > SILENCE_MS;
      // Connected or not: what could not be fetched when it was missed is missed still.
      if (this.#socket.connected && !silent && !this.#failures) return this.#poll(POLL_MS);
      if (this.#socket.connected && silent) {
        this.#socket.disconnect();
        this.#socket.connect();
      }
      this.#check();
    }, delay);
  }
}
