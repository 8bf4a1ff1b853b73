// What this browser keeps for one participant: writes that wait (IndexedDB), and drafts (localStorage).
//
// Without IndexedDB, as in some private windows, waiting writes live as long as the page does.

const NAME = "workshop";
const memory = { entries: new Map(), lease: null };

/** Whose things are kept: nobody else's are ever read. */
export const owner = document.body.dataset.me ?? "";

const opened = new Promise((resolve) => {
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("entries", { keyPath: "key" });
      request.result.createObjectStore("lease", { keyPath: "owner" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => resolve(null);
  } catch {
    resolve(null);
  }
});

/** Gives the waiting writes of this participant, oldest first. */
export async function entries() {
  const database = await opened;
  const all = database ? await done(database.transaction("entries").objectStore("entries").getAll()) : [...memory.entries.values()];
  return all.filter((entry) => entry.owner === owner).sort((one, other) => one.order - other.order);
}

/** Keeps a write, also over a reload; resolves when it is kept. */
export async function keep(entry) {
  const database = await opened;
  if (!database) return void memory.entries.set(entry.key, entry);
  const transaction = database.transaction("entries", "readwrite", { durability: "strict" });
  transaction.objectStore("entries").put(entry);
  await finished(transaction);
}

/** Lets a write go. */
export async function drop(key) {
  const database = await opened;
  if (!database) return void memory.entries.delete(key);
  const transaction = database.transaction("entries", "readwrite");
  transaction.objectStore("entries").delete(key);
  await finished(transaction);
}

/** Takes or renews the lease that lets one tab of this participant send; false when another tab has it. */
export async function lease(holder, milliseconds) {
  const database = await opened;
  if (!database) return true;
  const transaction = database.transaction("lease", "readwrite");
  const store = transaction.objectStore("lease");
  const held = await done(store.get(owner));
  const free = !held || held.holder === holder || held.until < Date.now() || held.until > Date.now() + 60000;
  if (free) store.put({ owner, holder, until: Date.now() + milliseconds });
  await finished(transaction);
  return free;
}

/** Forgets everything that was kept in this browser, whoever's it was: for a borrowed computer. */
export async function forgetAll() {
  const database = await opened;
  if (database) {
    const transaction = database.transaction(["entries", "lease"], "readwrite");
    transaction.objectStore("entries").clear();
    transaction.objectStore("lease").clear();
    await finished(transaction);
  }
  memory.entries.clear();
  for (const store of [localStorage, sessionStorage]) store.clear();
}

/** Keeps what is typed in a form as it is now; nothing typed is nothing kept. */
export function keepDraft(form, fields) {
  const place = `draft/${owner}/${form}`;
  try {
    if (fields.length) localStorage.setItem(place, JSON.stringify(fields));
    else localStorage.removeItem(place);
  } catch {
    // A full or forbidden store loses the draft at a reload; what stands in the form is still there.
  }
}

/** Gives what was typed in a form, as `[name, value]` pairs. */
export function draftOf(form) {
  try {
    return JSON.parse(localStorage.getItem(`draft/${owner}/${form}`)) ?? [];
  } catch {
    return [];
  }
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
