// The socket: Socket.IO's protocol over one WebSocket, as far as a page needs it that is told things and says nothing.
//
// The whole library is a fifth of what a phone fetches before it can take part.

const SLOWEST_MS = 8000;
// A hall that was cut off together must not come back in the same second.
const [SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS, SPREAD] = [500, 2500, 0.6];

/** One socket, which comes back by itself unless it was sent away; `hear(name, frame)` is called with what it is told. */
export class Socket {
  connected = false;
  #auth;
  #hear;
  #line = null;
  #timer = null;
  #failures = 0;
  #patience = SLOWEST_MS;

  constructor(auth, hear) {
    this.#auth = JSON.stringify(auth);
    this.#hear = hear;
  }

  /** Connects at once, unless it is connected or about to be. */
  connect() {
    if (this.#line) return;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const line = new WebSocket(`${scheme}://${location.host}/socket.io/?EIO=4&transport=websocket`);
    this.#line = line;
    this.#patience = SLOWEST_MS;
    this.#wait();
    line.onmessage = ({ data }) => line === this.#line && this.#take(data);
    line.onclose = () => line === this.#line && this.#lost("cut");
  }

  /** Leaves, and stays away until `connect`. */
  disconnect() {
    this.#end();
  }

  #take(data) {
    const [kind, said] = [data.slice(0, 2), data.slice(2)];
    if (data[0] === "0") {
      const { pingInterval, pingTimeout } = JSON.parse(data.slice(1));
      this.#patience = pingInterval + pingTimeout;
      this.#line.send(`40${this.#auth}`);
    } else if (data[0] === "2") this.#line.send("3");
    else if (kind === "40") [this.connected, this.#failures] = [true, 0];
    else if (kind === "42") this.#hear(...JSON.parse(said));
    else if (kind === "41" || kind === "44") return this.#lost("sent away");
    this.#wait();
  }

  // What is silent for longer than the server's pings are apart is dead, whatever the network says.
  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost("cut"), this.#patience);
  }

  #lost(how) {
    const was = this.connected;
    this.#end();
    if (how === "cut") {
      const pause = Math.min(SHORTEST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
      this.#failures += 1;
      this.#timer = setTimeout(() => this.connect(), pause * (1 + SPREAD * (2 * Math.random() - 1)));
    }
    this.#hear(was ? "disconnect" : "connect_error", how);
  }

  #end() {
    clearTimeout(this.#timer);
    const line = this.#line;
    this.connected = false;
    this.#line = null;
    line?.close();
  }
}
