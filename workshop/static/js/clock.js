// The clock: the server's time here, and times as the reader's language writes them.

import { language, word } from "./words.js";

const ZONE = "Europe/Helsinki";
const DATE = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  timeZone: ZONE,
  weekday: "short",
  day: "numeric",
  month: language === "fi" ? "numeric" : "long",
  year: "numeric",
});
const DAY = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  timeZone: ZONE,
  day: "numeric",
  month: language === "fi" ? "numeric" : "long",
  year: "numeric",
});
const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

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
  const moment = Date.parse(text);
  const time = word("at_time", { time: word("clock", partsOf(moment)) });
  const day = DATE.format(moment);
  return day === DATE.format(now()) ? time : word("on_day", { day, time });
}

/** When something was written: the day and the time. */
export function stamp(text) {
  const moment = Date.parse(text);
  return `${DAY.format(moment)} ${word("at_time", { time: word("clock", partsOf(moment)) })}`;
}

function partsOf(moment) {
  const [hh, mm, ss] = PARTS.format(moment).split(":");
  return { hh, h: Number(hh), mm, ss };
}

/** How long it is until a moment: by the second in the last hour, then in hours and days. */
export function timeLeft(text) {
  const seconds = Math.max(0, Math.ceil((Date.parse(text) - now()) / 1000));
  if (seconds < 3600) {
    const rest = String(seconds % 60).padStart(2, "0");
    return word("time_left", { left: `${Math.floor(seconds / 60)}:${rest}` });
  }
  if (seconds < 48 * 3600) return word("hours_left", { num: Math.floor(seconds / 3600) });
  return word("days_left", { num: Math.floor(seconds / 86400) });
}

/** Keeps each `[data-closes]` element's text at the time that is left until the moment it names. */
export function keepTime() {
  const tick = () => {
    for (const element of document.querySelectorAll("[data-closes]")) {
      const text = element.dataset.closes ? timeLeft(element.dataset.closes) : "";
      if (element.textContent !== text) element.textContent = text;
    }
  };
  tick();
  setInterval(tick, 1000);
}
