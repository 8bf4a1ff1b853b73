// The browser's database, reached through one function: it opens, waits only so long, and tries once more when it fails.
//
// Safari loses the connection of a page in the background, a full disk refuses to write, and some browsers never answer:
// then `access` rejects, and whoever asked goes on without. It is asked again later, and at once by `tryAgain`.

const NAME = "workshop";
const OPEN_MS = 1500;
const DONE_MS = 1500;
const REST_MS = 4000;
const LONGEST_REST_MS = 15000;

let connection = null;
let waiters = [];
let restsUntil = 0;
let rest = REST_MS;

/**
 * Does `work(transaction)` in a transaction over the stores of these `names`; it may return a request.
 *
 * Resolves with the request's result when the transaction is complete; rejects when it fails a second time.
 */
export async function access(names, mode, work) {
  if (isResting()) throw new Error("the database could not be reached a moment ago");
  let failure;
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const result = await transact(await opened(), names, mode, work);
      rest = REST_MS;
      return result;
    } catch (error) {
      failure = error;
      letGo(connection);
    }
  }
  restsUntil = Date.now() + rest;
  rest = Math.min(rest * 2, LONGEST_REST_MS);
  throw failure;
}

/** Whether the database failed a moment ago, and is not asked now. */
export function isResting() {
  // A clock that was put back must not keep it away for long.
  return Date.now() < restsUntil && restsUntil <= Date.now() + LONGEST_REST_MS;
}

/** Asks it again, because there is reason to think that it is there. */
export function tryAgain() {
  restsUntil = 0;
}

/** Removes the whole database, where it could not be emptied. */
export async function destroy() {
  letGo(connection);
  await within(DONE_MS, (resolve, reject) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = resolve;
    request.onerror = () => reject(request.error);
  });
}

async function opened() {
  if (connection) return connection;
  return within(OPEN_MS, (resolve, reject) => {
    waiters.push({ resolve, reject });
    ask(reject);
  });
}

function ask(reject) {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("entries", { keyPath: "key" });
    request.result.createObjectStore("lease", { keyPath: "owner" });
  };
  request.onerror = () => reject(request.error);
  request.onsuccess = () => take(request.result);
}

// One that comes after its time is as good, if no other came meanwhile.
function take(database) {
  if (connection) return database.close();
  connection = database;
  database.onversionchange = database.onclose = () => letGo(database);
  if (!database.objectStoreNames.contains("entries")) {
    // It was made and never finished, as by a browser that was killed meanwhile: nothing is in it.
    letGo(database);
    indexedDB.deleteDatabase(NAME);
  }
  for (const waiter of waiters.splice(0)) {
    if (connection) waiter.resolve(connection);
    else waiter.reject(new Error("the database is empty"));
  }
}

function letGo(database) {
  if (connection === database) connection = null;
  try {
    database?.close();
  } catch {
    // It is gone already.
  }
}

function transact(database, names, mode, work) {
  let transaction = null;
  const done = within(DONE_MS, (resolve, reject) => {
    transaction = database.transaction(names, mode, { durability: "strict" });
    let request = null;
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("the transaction was aborted"));
    request = work(transaction);
  });
  return done.catch((error) => {
    undo(transaction);
    throw error;
  });
}

function undo(transaction) {
  try {
    transaction?.abort();
  } catch {
    // It is over already.
  }
}

// What throws on the way rejects; what does not answer in time rejects, too.
function within(milliseconds, begin) {
  let timer = null;
  const answered = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
    begin(resolve, reject);
  });
  return answered.finally(() => clearTimeout(timer));
}
