// Listens as one person with the socket that pages have, and prints each message as a JSON line.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import ws from "ws";

const [url, token, consultation] = process.argv.slice(2);
const print = (name, data) => console.log(JSON.stringify({ name, data: data ?? null }));

// What a browser has and Node does not.
globalThis.location = new URL(url);
globalThis.WebSocket = class extends ws {
  constructor(address) {
    super(address, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    this.on("error", () => {});
  }
};

// Files outside a package of modules are not modules for every Node, so the text is imported, as a browser does it.
const source = readFileSync(new URL("../../workshop/static/js/live/socket.js", import.meta.url));
const { Socket } = await import(`data:text/javascript;base64,${source.toString("base64")}`);
const socket = new Socket({ consultation }, print);
socket.connect();

createInterface({ input: process.stdin }).on("close", () => {
  socket.disconnect();
  process.exit(0);
});
