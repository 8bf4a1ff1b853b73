// A wall may be in another language than its page, so it chooses among the wordings of its texts by itself.

import { slotOf } from "../language/words.js";
import { parted } from "./long-words.js";

/** Gives the values of a row with each text in one language alone: the wall's, or what there is instead. */
export function inLanguage(values, lang) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isTexts(value) ? oneOf(value, lang) : value]),
  );
}

/** Marks the texts of an element that are in another language than its wall. */
export function markLanguages(element, values, lang) {
  for (const place of element.querySelectorAll("[data-field]")) {
    const value = values[place.dataset.field];
    if (!isTexts(value)) continue;
    const spoken = Object.keys(oneOf(value, lang))[0]?.split("-")[0] ?? lang;
    if (spoken === lang) place.removeAttribute("lang");
    else place.lang = spoken;
  }
}

function isTexts(value) {
  return value !== null && typeof value === "object";
}

function oneOf(texts, lang) {
  const slot = slotOf(texts, lang);
  return slot ? { [slot]: slot.startsWith("fi") ? parted(texts[slot]) : texts[slot] } : {};
}
