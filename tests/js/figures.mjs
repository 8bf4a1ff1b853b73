// Puts the goals of tests/fixtures/figures.json in order with the browser's own code, and gives the parts of their bars.

import { readFileSync } from "node:fs";

const [methods, fixture] = process.argv.slice(2);
globalThis.document = { body: { dataset: { methods } } };

// Files outside a package of modules are not modules for every Node, so the text is imported, as a browser does it.
const source = readFileSync(new URL("../../workshop/static/js/methods.js", import.meta.url));
const { compareFigures, partsOf } = await import(`data:text/javascript;base64,${source.toString("base64")}`);

const shown = JSON.parse(readFileSync(fixture)).map(({ method, goals }) => ({
  order: [...goals.keys()].sort((one, other) => compareFigures({ method }, goals[one], goals[other]) || one - other),
  parts: goals.map((cells) => partsOf({ method }, cells)),
}));
console.log(JSON.stringify(shown));
