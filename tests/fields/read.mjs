// A child of the tests that reads texts with the browser's own code: the cases as JSON in, its answers out.

import { readFileSync } from "node:fs";

// Files outside a package of modules are not modules for every Node, so the text is imported, as a browser does it.
const source = readFileSync(new URL("../../workshop/static/js/reading.js", import.meta.url));
const { fold, lookAlikes } = await import(`data:text/javascript;base64,${source.toString("base64")}`);

const { folded, alike } = JSON.parse(readFileSync(0));
const numbered = (names) => names.map((name, at) => ({ id: at + 1, name }));
const answers = {
  folded: folded.map(([text]) => [text, fold(text)]),
  alike: alike.map(([names]) => [names, [...lookAlikes(numbered(names))].sort((one, other) => one - other)]),
};
process.stdout.write(JSON.stringify(answers));
