// A consultation's page: what is asked now and the goals, as in a room, and above them all of it at a glance.

import "./room.js";
import { drawOverview } from "../contributions/overview.js";
import { live } from "../live/live.js";
import { lastVisit } from "../storage/visits.js";

const since = lastVisit();
live.on((view) => drawOverview(view, since));
