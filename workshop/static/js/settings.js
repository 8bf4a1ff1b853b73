// The settings: a plain page, of which nothing is left behind and where what can't be taken back waits.

import "./leaving.js";
import "./second-thought.js";
