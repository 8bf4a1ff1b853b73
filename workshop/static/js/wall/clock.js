// The clock on a wall. The server's side is in workshop/web/clocks.py.

import { now } from "../language/clock.js";

const LAST_SECONDS = 60;

/** What a clock on the wall shows until a moment, to the second, and whether that is less than a minute; null: none. */
export function countdown(text) {
  const seconds = text ? Math.max(0, Math.ceil((Date.parse(text) - now()) / 1000)) : 0;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return { left: hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`, isLast: seconds < LAST_SECONDS };
}
