// The service worker: the pages that somebody had open open again where there is no network, as they were last seen.
//
// Danger: pages are a person's. Each lies in a cache under the mark of whom it was made for, there is only one such cache,
// and the first page that comes for anybody else empties it. All else goes to the network as if this were not here, so that
// a new version may take over at any moment: what an open page has loaded is kept by build.

const KEPT = "kept/";
const FILES = "files/";
const NOBODY = "-";
const OFFLINE = "/offline";
const PAGE = /^\/(?:w\/[^/]+|c\/[^/]+(?:\/goals\/\d+|\/results)?)$/;
const FILE = /^\/(?:static\/([0-9a-f]+)\/|brand[/.])/;
const ADDRESS = /(?:href|src)="(\/(?:static|brand)[^"]*)"|import\("([^"]+)"\)|url\("?(?!data:|https?:)([^")#]+)"?\)/g;
const MOST_PAGES = 40;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepOffline());
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable(), forgetOffline()]));
});

// A page that was loaded before this was at work says which it is, so that it is kept too.
addEventListener("message", (event) => {
  const { pathname } = new URL(event.data.page, location.origin);
  if (PAGE.test(pathname)) event.waitUntil(inTurn(() => keepAgain(pathname)));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(pageOf(event, pathname, search));
  else if (FILE.test(pathname)) event.respondWith(fileOf(request));
});

async function pageOf(event, path, search) {
  let response;
  try {
    response = (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await kept(path)) ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
  const copy = PAGE.test(path) && !search && response.ok ? response.clone() : null;
  event.waitUntil(inTurn(() => take(path, response, copy)));
  return response;
}

// What was closed to this person, and what comes for another, leaves nothing here of what was kept.
async function take(path, response, copy) {
  const person = response.headers.get("Person");
  const closed = PAGE.test(path) && (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status));
  if (closed) await forgetOthers(NOBODY);
  else if (person) await forgetOthers(person);
  if (copy && person && person !== NOBODY) await keep(path, person, copy);
}

async function keep(path, person, response) {
  // Its files first: a page that opens without its script takes nothing that is typed.
  await keepFiles(await response.clone().text(), path);
  const cache = await caches.open(KEPT + person);
  await cache.delete(path);
  await cache.put(path, response);
  const pages = (await cache.keys()).filter(({ url }) => PAGE.test(new URL(url).pathname));
  for (const page of pages.slice(0, Math.max(0, pages.length - MOST_PAGES))) await cache.delete(page);
  await prune();
}

// The browser has it from a moment ago.
async function keepAgain(path) {
  const response = await fetch(path, { cache: "force-cache", redirect: "manual" });
  await take(path, response, response.ok ? response.clone() : null);
}

async function kept(path) {
  for (const name of await namesOf(KEPT)) {
    const found = await (await caches.open(name)).match(path);
    if (found) return found;
  }
  return undefined;
}

async function forgetOthers(person) {
  const others = (await namesOf(KEPT)).filter((name) => name !== KEPT + person);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// Made for nobody, so it needs no erasing.
async function keepOffline() {
  const response = await fetch(OFFLINE, { credentials: "omit" });
  const cache = await caches.open(FILES + BUILD);
  await cache.put(OFFLINE, response.clone());
  await keepFiles(await response.text(), OFFLINE);
}

async function keepFiles(text, base) {
  const addresses = [...text.matchAll(ADDRESS)].map(([, tag, script, sheet]) => new URL(tag ?? script ?? sheet, new URL(base, location.origin)));
  await Promise.all([...new Set(addresses.map(String))].map((address) => fileOf(new Request(address)).catch(() => {})));
}

// Pages are opened by this version from now on. Files that are of no use go later: others may have to wait for the network.
async function forgetOffline() {
  const others = (await namesOf(FILES)).filter((name) => name !== FILES + BUILD);
  await Promise.all(others.map(async (name) => (await caches.open(name)).delete(OFFLINE)));
}

// Their addresses change with their contents, so what is kept is right.
async function fileOf(request) {
  const path = new URL(request.url).pathname;
  const cache = await caches.open(FILES + (path.match(FILE)?.[1] ?? BUILD));
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (!response.ok) return response;
  await cache.put(request, response.clone());
  // Sheets name fonts, and a page's script what it fetches when that is wanted.
  if (/\.css$|\/whole\//.test(path)) await keepFiles(await response.clone().text(), path);
  return response;
}

// Files go when no page that is kept was made of them; one that is open has loaded its own. A version may be at its last
// work when the next one comes, so those of any that has a page for what was not kept are in use.
async function prune() {
  const used = new Set();
  for (const name of await namesOf(FILES)) if (await (await caches.open(name)).match(OFFLINE)) used.add(name);
  for (const name of await namesOf(KEPT)) {
    const cache = await caches.open(name);
    for (const page of await cache.keys()) {
      const text = await (await cache.match(page)).text();
      for (const [, build] of text.matchAll(/\/static\/([0-9a-f]+)\//g)) used.add(FILES + build);
    }
  }
  const unused = (await namesOf(FILES)).filter((name) => !used.has(name));
  await Promise.all(unused.map((name) => caches.delete(name)));
}

async function namesOf(kind) {
  return (await caches.keys()).filter((name) => name.startsWith(kind));
}

// One after the other in both versions during an update, so that what is forgotten is not kept by what was asked before.
// Safari before 15.4 has no locks: there nothing is kept, and pages come from the network as they did.
async function inTurn(work) {
  try {
    await navigator.locks.request("kept", work);
  } catch {
    // The disk is full, or the network went.
  }
}
