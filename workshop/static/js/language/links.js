// Addresses within a text that people wrote, which pages make links of; the server's twin is workshop/language/links.py.

const ADDRESS = /https?:\/\/[^\s<>"]+/g;
// What ends a sentence, and not the address in it.
const AFTER = /[.,;:!?)\]}'”’»]+$/;

/** A text, without its empty lines, in parts, `[words, address]`: the address is "" for plain words, else what they are a link to. */
export function linkParts(written) {
  const [text, parts] = [written.replace(/\n{2,}/g, "\n"), []];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(AFTER, "");
    if (!address.split("//")[1]) continue;
    parts.push([text.slice(at, index), ""], [address, address]);
    at = index + address.length;
  }
  return [...parts, [text.slice(at), ""]].filter(([words]) => words);
}
