// The connection: a socket that tells, catching up whenever something may have been missed, polling where sockets are blocked.

import { setNow } from "../language/clock.js";
import { io } from "../../vendor/socket.io-client-4.8.4/socket.io.esm.min.js";

const POLL_MS = 3000;
// Five seconds after the network is back nobody may see what is old, also where sockets are blocked.
const SLOWEST_POLL_MS = 3500;
// The pause before the next request, as a multiple of the last one's duration: a slow server has a hall coming back.
const RESTRAINT = 4;
// The server is heard at least every 20 seconds; a connection that is silent for longer is dead, whatever it says.
const SILENCE_MS = 45000;

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
    this.#socket = io({
      transports: ["websocket"],
      auth: { consultation: this.live.slug },
      // A hall that was cut off together must not come back in the same second.
      reconnectionDelay: 500,
      reconnectionDelayMax: 2500,
      randomizationFactor: 0.6,
      timeout: 8000,
    });
    // Tallies, turnouts and `me` may have been missed although the revision is the one held, so it is asked each time.
    this.#heard("hello", ({ now }) => {
      setNow(now);
      this.#check();
    });
    this.#heard("events", (frame) => this.live.applyFrame(frame));
    this.#heard("tally", (frame) => this.live.applyTally(frame));
    this.#heard("turnout", (frame) => this.live.applyTurnout(frame));
    this.#heard("presence", (frame) => this.live.applyPresence(frame));
    this.#heard("present", (frame) => this.live.applyPresent(frame));
    this.#heard("me", (frame) => this.live.applyMe(frame));
    this.#heard("bye", () => this.#check());
    this.#socket.on("disconnect", (reason) => {
      // After a goodbye the server closes, and the library would stay away: whether we may come back the server says.
      if (reason === "io server disconnect" && this.live.state !== "gone") setTimeout(() => this.#socket.connect(), 500 + Math.random() * 1500);
      this.#poll(Math.random() * 1000);
    });
    this.#socket.on("connect_error", () => {
      if (!this.#socket.active && this.live.state !== "gone") setTimeout(() => this.#socket.connect(), 3000);
    });
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

  #heard(name, take) {
    this.#socket.on(name, (frame) => {
      this.#heardAt = Date.now();
      take(frame);
    });
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
      if (this.#socket.connected && silent) this.#socket.disconnect().connect();
      this.#check();
    }, delay);
  }
}
