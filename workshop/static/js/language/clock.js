// The clock: the server's time here, and times as the reader's language writes them.

import { word } from "./words.js";

const ZONE = "Europe/Helsinki";
const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  weekday: "short",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
// In the order in which the server names them.
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

let ahead = 0;

/** Takes the server's time from an answer or a frame; what the way took can't be known, so the least lag wins. */
export function setNow(text) {
  const found = Date.parse(text) - Date.now();
  if (Number.isFinite(found)) ahead = Math.abs(found - ahead) < 2000 ? Math.max(found, ahead) : found;
}

/** The server's time, in milliseconds. */
export function now() {
  return Date.now() + ahead;
}

/** A moment as a clock time with seconds, as in "saved 14.03.22". */
export function clockTime(moment) {
  const clock = word("clock", partsOf(moment));
  return `${clock}${clock.at(-3)}${partsOf(moment).ss}`;
}

/** A moment within a sentence: without the day when that is today. */
export function when(text) {
  const parts = partsOf(Date.parse(text));
  const today = partsOf(now());
  const time = word("at_time", { time: word("clock", parts) });
  if (dateOf(parts) === dateOf(today)) return time;
  return word("on_day", { day: word("weekday", { ...parts, date: dateOf(parts) }), time });
}

/** When something was written: the day and the time. */
export function stamp(text) {
  const parts = partsOf(Date.parse(text));
  return `${dateOf(parts)} ${word("at_time", { time: word("clock", parts) })}`;
}

function dateOf(parts) {
  return word("date", parts);
}

function partsOf(moment) {
  const { weekday, day, month, year, hour, minute, second } = Object.fromEntries(
    PARTS.formatToParts(moment).map(({ type, value }) => [type, value]),
  );
  return {
    weekday: word("weekdays").split(" ")[WEEKDAYS.indexOf(weekday)],
    d: Number(day),
    m: Number(month),
    month: word("months").split(" ")[month - 1],
    y: year,
    hh: hour,
    h: Number(hour),
    mm: minute,
    ss: second,
  };
}

/** How long it is until a moment, seen from `from`: by the second in the last hour, then in hours and days. */
export function timeLeft(text, from = now()) {
  const seconds = Math.max(0, Math.ceil((Date.parse(text) - from) / 1000));
  if (seconds < 3600) {
    const rest = String(seconds % 60).padStart(2, "0");
    return word("time_left", { left: `${Math.floor(seconds / 60)}:${rest}` });
  }
  if (seconds < 48 * 3600) return word("hours_left", { num: Math.floor(seconds / 3600) });
  return word("days_left", { num: Math.floor(seconds / 86400) });
}

const URGENT_MS = 60000;

/** Keeps each `[data-closes]` element's text at the time that is left until the moment it names, and each clock's ring. */
export function keepTime() {
  const tick = () => {
    for (const element of document.querySelectorAll("[data-closes]")) {
      const text = element.dataset.closes ? timeLeft(element.dataset.closes) : "";
      if (element.textContent !== text) element.textContent = text;
    }
    for (const clock of document.querySelectorAll("[data-clock]")) keepRing(clock);
  };
  tick();
  setInterval(tick, 1000);
}

// The ring empties from when the round was opened; in its last minute the whole clock stands out.
function keepRing(clock) {
  const { closes } = clock.querySelector("[data-closes]").dataset;
  const ring = clock.querySelector("[data-ring]");
  ring.parentElement.toggleAttribute("hidden", !closes);
  const left = Date.parse(closes) - now();
  clock.classList.toggle("urgent", left > 0 && left < URGENT_MS);
  const whole = Date.parse(closes) - Date.parse(clock.dataset.opened);
  const share = Math.round(Math.min(1, Math.max(0, left / whole)) * 100);
  if (closes) ring.setAttribute("stroke-dasharray", `${whole > 0 ? share : 100} 100`);
}
