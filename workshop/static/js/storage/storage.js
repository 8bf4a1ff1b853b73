// What this browser keeps for one participant: writes that wait (IndexedDB), and drafts (localStorage).
//
// No function here ever rejects. What the database refuses is held in memory, sent like all else, and written down as
// soon as the database is back; a deletion that failed is repeated.

import { access, destroy, tryAgain } from "./database.js";

const LONGEST_LEASE_MS = 60000;

/** Whose things are kept: nobody else's are ever read. */
export const owner = document.body.dataset.me ?? "";

// As it was last read, with what this page added: what is known is sent whether or not it can be read again.
const known = new Map();
const unwritten = new Set();
const held = new Set();
const dropped = new Set();
const memory = new Map();
let turn = Promise.resolve();

/** Gives the waiting writes of this participant that are known at this moment, oldest first. */
export function knownEntries() {
  return [...known.values()].sort((one, other) => one.order - other.order);
}

/** Whether a write stands in this page alone, and would be gone after a reload. */
export function isHeld({ key }) {
  return held.has(key);
}

/** Reads the waiting writes of this participant again, oldest first. */
export function entries() {
  return inTurn(async () => {
    await write();
    await read();
    return knownEntries();
  });
}

/** Keeps a write, also over a reload; resolves when it is written down, or held because that can't be. */
export function keep(entry) {
  known.set(entry.key, entry);
  unwritten.add(entry.key);
  return inTurn(write);
}

/** Lets a write go. */
export function drop(key) {
  known.delete(key);
  unwritten.delete(key);
  held.delete(key);
  dropped.add(key);
  return inTurn(write);
}

/** Takes or renews the lease that lets one tab of this participant send; false when another tab has it. */
export async function lease(holder, milliseconds) {
  let free = true;
  try {
    await access("lease", "readwrite", (transaction) => {
      const store = transaction.objectStore("lease");
      const asked = store.get(owner);
      asked.onsuccess = () => {
        const had = asked.result;
        const now = Date.now();
        free = !had || had.holder === holder || had.until < now || had.until > now + LONGEST_LEASE_MS;
        if (free) putIn(transaction, store, { owner, holder, until: now + milliseconds });
      };
    });
  } catch {
    // Without it two tabs may send the same: their keys are the same then, so it counts once.
    return true;
  }
  return free;
}

/** Forgets everything that was kept in this browser, whoever's it was: for a borrowed computer. */
export async function forgetAll() {
  for (const each of [known, unwritten, held, dropped]) each.clear();
  forgetLocal();
  tryAgain();
  const emptied = access(["entries", "lease"], "readwrite", (transaction) => {
    transaction.objectStore("entries").clear();
    transaction.objectStore("lease").clear();
  });
  await emptied.catch(destroy).catch(() => {});
}

/** Keeps what is typed in a form as it is now; nothing typed is nothing kept. */
export function keepDraft(form, fields) {
  keepLocal(`draft/${owner}/${form}`, fields.length ? JSON.stringify(fields) : null);
}

/** Gives what was typed in a form, as `[name, value]` pairs. */
export function draftOf(form) {
  try {
    return JSON.parse(local(`draft/${owner}/${form}`)) ?? [];
  } catch {
    return [];
  }
}

/** Gives the ids of the forms in which something was typed and not sent. */
export function draftedForms() {
  const mine = `draft/${owner}/`;
  let kept = [];
  try {
    kept = Object.keys(localStorage);
  } catch {
    // What can't be opened holds nothing.
  }
  return [...new Set([...kept, ...memory.keys()])].filter((name) => name.startsWith(mine) && local(name)).map((name) => name.slice(mine.length));
}

/** Gives a small thing that this browser remembers, or null; what it refuses to keep lives as long as the page does. */
export function local(name) {
  if (memory.has(name)) return memory.get(name);
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text under a name; null forgets it. */
export function keepLocal(name, text) {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
}

/** A channel to the other tabs of this browser; null where it has none, or forbids it. */
export function channelTo(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

// One after the other, so that what was sent first is written, and read, first.
function inTurn(work) {
  turn = turn.then(work, work);
  return turn;
}

async function write() {
  await settle(dropped, (store, key) => store.delete(key), () => {});
  await settle(unwritten, (store, key) => store.put(known.get(key)), (key) => held.add(key));
}

async function settle(keys, change, failed) {
  const tried = new Map([...keys].map((key) => [key, known.get(key)]));
  if (!tried.size) return;
  try {
    await access("entries", "readwrite", (transaction) => {
      const store = transaction.objectStore("entries");
      for (const key of tried.keys()) if (keys.has(key)) change(store, key);
    });
  } catch {
    for (const key of tried.keys()) if (keys.has(key)) failed(key);
    return;
  }
  for (const [key, entry] of tried) {
    if (known.get(key) !== entry) continue;
    keys.delete(key);
    held.delete(key);
  }
}

async function read() {
  let stored;
  try {
    stored = await access("entries", "readonly", (transaction) => transaction.objectStore("entries").getAll());
  } catch {
    return;
  }
  const keys = new Set(stored.map(({ key }) => key));
  // Another tab has let these go.
  for (const key of known.keys()) if (!keys.has(key) && !unwritten.has(key)) known.delete(key);
  for (const entry of stored) {
    if (entry.owner === owner && !unwritten.has(entry.key) && !dropped.has(entry.key)) known.set(entry.key, entry);
  }
}

function forgetLocal() {
  memory.clear();
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      globalThis[name].clear();
    } catch {
      // What can't be opened holds nothing.
    }
  }
}

// What throws in a request's own handler would be a fault of the page.
function putIn(transaction, store, thing) {
  try {
    store.put(thing);
  } catch {
    transaction.abort();
  }
}
