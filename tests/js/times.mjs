// Says the times of tests/fixtures/times.json with the browser's own code: the words of the page in, the sentences out.

import { readFileSync } from "node:fs";

const [words, lang, fixture] = process.argv.slice(2);
const { now, cases } = JSON.parse(readFileSync(fixture));
const moment = Date.parse(now);
Date.now = () => moment;
globalThis.document = { body: { dataset: { words } }, documentElement: { lang } };

// Files outside a package of modules are not modules for every Node, so the texts are imported, as a browser does it.
const read = (name) => readFileSync(new URL(`../../workshop/static/js/${name}`, import.meta.url), "utf8");
const asModule = (text) => `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`;
const clock = await import(asModule(read("clock.js").replace("./words.js", asModule(read("words.js")))));

const said = cases.map(({ time }) => ({ when: clock.when(time), stamp: clock.stamp(time), left: clock.timeLeft(time) }));
process.stdout.write(JSON.stringify(said));
