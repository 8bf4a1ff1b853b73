// What a page begins with that is not kept up to date: leaving no trace, and another language without losing anything.

import "./languages.js";
import "./leaving.js";
