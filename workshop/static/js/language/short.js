// The first words of a text, as a name for what is too long to be one.
//
// Pure and without imports. The server's side is workshop/web/render/filling.py.

const SHORT = 60;

/** The first words of a text, in each of its languages: a name for what is too long to be one. */
export function short(texts) {
  return Object.fromEntries(Object.entries(texts).map(([slot, text]) => [slot, cut(text)]));
}

function cut(text) {
  const line = text.trim().split(/\s+/).join(" ");
  const letters = [...line];
  if (letters.length <= SHORT) return line;
  const start = letters.slice(0, SHORT).join("");
  return `${start.includes(" ") ? start.slice(0, start.lastIndexOf(" ")) : start}…`;
}
