// People whose names look the same, told apart. The server's twin is workshop/web/apart.py.

import { stamp } from "./clock.js";
import { word } from "./words.js";

/** Says what tells a participant from others whose name looks the same; nothing where none does. */
export function toldApart(one, lookAlikes) {
  if (!lookAlikes.has(one.id)) return "";
  if (!one.joined_at) return word("no", { number: one.id });
  return word("joined_no", { time: stamp(one.joined_at), number: one.id });
}

/** Gives a participant's name, with what tells it from others that look the same. */
export function called(one, lookAlikes) {
  const apart = toldApart(one, lookAlikes);
  return apart ? `${one.name} (${apart})` : one.name;
}
