// How texts are read: how one is found, and which names look the same. The server's twin is workshop/reading.py.

const IGNORED =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
// Python takes these for blanks, and scripts do not.
const BLANKS = /[\s\x1c-\x1f\x85]+/gu;
const LOOKS =
  "\u0430\u0432\u0441\u0501\u0435\u04bb\u043d\u0456\u0458\u043a\u043c\u043e\u0440\u051b\u0455\u0442\u0443\u0475\u051d\u0445" +
  "\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7" +
  "0i1|\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019\u02bc\u0060\u00b4";
const LIKE = "abcdehhljkmopqstyvwx" + "abezhlkmnoptyx" + "olll------" + "'".repeat(5);
const likeOf = new Map([...LOOKS].map((sign, at) => [sign, LIKE[at]]));
const skeletons = new Map();

/** Gives a text as it is searched: without capitals, signs that nobody sees, and differences of blanks. */
export function fold(text) {
  const seen = text.normalize("NFKC").replace(IGNORED, "");
  const small = seen.toUpperCase().toLowerCase().replaceAll("\u03c2", "\u03c3").normalize("NFKC");
  return small.replace(IGNORED, "").replace(BLANKS, " ").trim();
}

/** Gives what a name looks like: two that can be taken for each other have the same. */
function skeleton(name) {
  if (!skeletons.has(name)) {
    skeletons.set(name, [...fold(name).normalize("NFD")].map((sign) => likeOf.get(sign) ?? sign).join(""));
  }
  return skeletons.get(name);
}

/** Gives the ids of those whose name looks like another's. */
export function lookAlikes(people) {
  const looks = new Map();
  for (const { id, name } of people) looks.set(skeleton(name), [...(looks.get(skeleton(name)) ?? []), id]);
  return new Set([...looks.values()].filter((ids) => ids.length > 1).flat());
}
