// Listens with socket.io-client as one person and prints each message as a JSON line; "emit" on stdin sends one back.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [url, token, consultation] = process.argv.slice(2);
const print = (name, data) => console.log(JSON.stringify({ name, data: data ?? null }));

const socket = io(url, {
  transports: ["websocket"],
  reconnection: false,
  extraHeaders: token ? { Authorization: `Bearer ${token}` } : {},
  auth: { consultation },
});
socket.on("connect_error", (error) => print("connect_error", error.description?.message ?? error.message));
socket.on("disconnect", (reason) => print("disconnect", reason));
socket.onAny((name, data) => print(name, data));

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { name, data } = JSON.parse(line);
    socket.emit(name, data);
  })
  .on("close", () => {
    socket.disconnect();
    process.exit(0);
  });
