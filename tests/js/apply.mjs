// A child of the tests that hears with the browser's own code: a line of JSON in, a line of JSON out.
//
// A line is `[[function, snapshot, heard…], …]`; for each entry the function is given each of the heard in turn,
// starting from the snapshot, until it gives null. The answer is the list of the last snapshots.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

// Files outside a package of modules are not modules for every Node, so the text is imported, as a browser does it.
const source = readFileSync(new URL("../../workshop/static/js/live/snapshot.js", import.meta.url));
const functions = await import(`data:text/javascript;base64,${source.toString("base64")}`);

for await (const line of createInterface({ input: process.stdin })) {
  const answers = JSON.parse(line).map(([name, snapshot, ...heard]) =>
    heard.reduce((held, each) => held && functions[name](held, each), snapshot),
  );
  process.stdout.write(`${JSON.stringify(answers)}\n`);
}
