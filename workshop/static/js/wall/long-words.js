// Long words on a wall: a column is narrow and its letters are large.

const SOFT_HYPHEN = "\u00AD";
// More letters than a line of a large title holds.
const TOO_WIDE = /[^\s\u2013-]{15}/u;
// More than a line of any title holds.
const LONG = /\p{L}{20,}/gu;
// A syllable begins with the last consonant before a vowel.
const SYLLABLE = /[aeiouyäöå][bcdfghjklmnpqrstvwxz]*?(?=[bcdfghjklmnpqrstvwxz][aeiouyäöå])/giu;
// So many letters stay together on each line.
const FEWEST = 4;

/** Lets long words of Finnish be parted between syllables: browsers know where in other languages, few of them there. */
export function parted(text) {
  return text.replace(LONG, (word) =>
    word.replace(SYLLABLE, (syllable, at) => {
      const end = at + syllable.length;
      return end < FEWEST || word.length - end < FEWEST ? syllable : syllable + SOFT_HYPHEN;
    }),
  );
}

/** Whether a title is set smaller, so that its words are whole. */
export function isWide(text) {
  return TOO_WIDE.test(text.replaceAll(SOFT_HYPHEN, ""));
}
