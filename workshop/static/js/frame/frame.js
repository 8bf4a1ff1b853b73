// What every page begins with, also one that is not kept up to date.

import "./languages.js";
import "./leaving.js";
import "./menu.js";
import "./wheel.js";

if (!navigator.cookieEnabled) for (const warning of document.querySelectorAll("[data-cookieless]")) warning.hidden = false;
