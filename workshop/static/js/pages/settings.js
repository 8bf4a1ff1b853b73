// The settings: a part that the server renders and this page keeps up, where what can't be taken back waits.

import { keepPart } from "../fragments/fragments.js";
import "../frame/frame.js";
import "../forms/second-thought.js";

keepPart(document.querySelector("[data-part]"));
