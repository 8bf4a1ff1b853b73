// Texts as they are searched: what looks the same is found the same.
//
// Pure and without imports. The server's twin is fold in workshop/reading/texts.py.

const IGNORED =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

// What keyboards and word processors write for the same sign.
const DASHES = /[\u2010-\u2015\u2212]/gu;
const APOSTROPHES = /[\u02bc\u2018\u2019\u201b]/gu;
const QUOTES = /[\u201c-\u201f]/gu;
const NUMBER = /^\d+\.[\d.]*$/u;

/** Gives a text without case, invisible characters, and kinds of blanks, dashes and quotes; ä is no a. */
export function fold(text) {
  const seen = text.normalize("NFKC").replace(IGNORED, "").toUpperCase().toLowerCase().replaceAll("ς", "σ");
  const plain = seen.normalize("NFKC").replace(IGNORED, "").replace(DASHES, "-").replace(APOSTROPHES, "'").replace(QUOTES, '"');
  return plain.split(/\s+/u).filter(Boolean).join(" ");
}

/** Whether a folded text has a folded word in it; of a number such as 1.1, that or what is under it: not 1.10. */
export function saidIn(word, text) {
  if (!NUMBER.test(word)) return text.includes(word);
  const isWhole = word.endsWith(".") ? "" : String.raw`(?!\d)`;
  return new RegExp(String.raw`(^|[^\d.])${word.replaceAll(".", String.raw`\.`)}${isWhole}`, "u").test(text);
}
