// The sentences that scripts say, in the reader's language: the page brings them, scripts never write their own.

const words = JSON.parse(document.body.dataset.words ?? "{}");

/** The reader's language. */
export const language = document.documentElement.lang;

const plurals = new Intl.PluralRules(language);

/** Takes the sentences of another page, of which a part is shown here. */
export function learn(more) {
  Object.assign(words, JSON.parse(more));
}

/** Gives a sentence with its values put in; a pair of sentences is one for a single thing and one for several. */
export function word(name, values = {}) {
  const found = words[name] ?? name;
  const text = Array.isArray(found) ? found[plurals.select(values.num) === "one" ? 0 : 1] : found;
  return text.replace(/%\((\w+)\)[ds]/g, (_, key) => values[key] ?? "");
}

/** Gives the language in which a reader of `lang` gets a text: theirs, else the first that it has; undefined: none. */
export function slotOf(texts, lang = language) {
  return [lang, "fi", "sv", "en", ...Object.keys(texts)].find((each) => texts[each]);
}

/** Gives a text in the reader's language, else in the first that it has: `[text, language]`, as the server does. */
export function textIn(texts) {
  const slot = slotOf(texts ?? {});
  return slot ? [texts[slot], slot.split("-")[0]] : ["", language];
}

const SPOKEN_MS = 5000;

/** Says something once, politely, to a screen reader: each sentence is added by itself, so that none is read twice. */
export function announce(text) {
  const region = document.getElementById("announce");
  if (!region || !text) return;
  const sentence = document.createElement("span");
  sentence.textContent = `${text} `;
  region.append(sentence);
  // What has been said goes without a word, so that nobody finds it by walking the page.
  setTimeout(() => sentence.remove(), SPOKEN_MS);
}
