// What pages and walls show of the channels of a counted round, as `results/_channels.html` does.

import { figureWords, methodOf } from "./methods.js";

const CHANNELS = ["device", "paper", "hands"];

/** Gives how many used each channel; null: it is not told, or everybody used a device. */
export function channelsOf({ channels = {} }) {
  return Object.fromEntries(toldOf(channels ?? {}).map((name) => [name, channels[name].voters]));
}

/** Gives the figures of each channel on a goal as they are written; "" where it has none, or they are hidden. */
export function beside(round, { channels }, id) {
  const told = toldOf(channels ?? {});
  return Object.fromEntries(CHANNELS.map((name) => [name, told.includes(name) ? words(round, channels[name].goals[id]) : ""]));
}

// Devices only where there is paper: else they are the round's figures.
function toldOf(channels) {
  return CHANNELS.filter((name) => channels[name] && (name === "hands" || channels.paper));
}

function words(round, cells) {
  return cells ? methodOf(round).bar.map((name) => figureWords(round, cells, name)).join("–") : "";
}
