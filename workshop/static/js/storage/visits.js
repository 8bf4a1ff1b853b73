// When this participant was here before, as this browser remembers it.

import { now } from "../language/clock.js";
import { keepLocal, local, owner } from "./storage.js";

// Who comes back sooner has not been away.
const AWAY_MS = 30 * 60 * 1000;
const name = `been/${owner}`;

/** Gives the end of the visit before this one, as a time of the wire; "" where there was none. */
export function lastVisit() {
  const [since = "", seen = ""] = local(name)?.split(" ") ?? [];
  const isAnother = seen && now() - Date.parse(seen) > AWAY_MS;
  const before = isAnother ? seen : since;
  keepLocal(name, `${before} ${new Date(now()).toISOString()}`);
  return before;
}
