// The clock on a wall. The server's side is in workshop/web/clocks.py.

import { now } from "../language/clock.js";

const LAST_SECONDS = 60;

/** What a clock on the wall shows until a moment, to the second, and whether that is less than a minute; null: none. */
export function countdown(text, from = now()) {
  const seconds = text ? Math.max(0, Math.ceil((Date.parse(text) - from) / 1000)) : 0;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number) => String(number).padStart(2, "0");
  return { left: hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`, isLast: seconds < LAST_SECONDS };
}

/** How much of the time of an open round is over, in percent, seen `at` a moment; 0 where it has no end. */
export function spentOf({ opened_at: opened, opens_at: planned, closes_at: closes }, at = now()) {
  const [from, to] = [opened ?? planned, closes].map((text) => Date.parse(text));
  return to > from ? Math.min(100, Math.max(0, (100 * (at - from)) / (to - from))) : 0;
}
