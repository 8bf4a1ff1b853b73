// The settings: a plain page, where what can't be taken back waits.

import "./frame.js";
import "./second-thought.js";
