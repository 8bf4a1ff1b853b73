// Ballots for an auditor: plain forms, in which what can't be taken back waits.

import "../frame/frame.js";
import "../forms/second-thought.js";
