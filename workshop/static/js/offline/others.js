// What other participants, and oneself elsewhere, left in this browser: found, and forgotten.
//
// A participant is `slug/id`; one person is another participant in each consultation, so their mark is remembered by it.

import { access } from "../storage/database.js";

/** Whether anything waits here to be sent of the participants for whom `isTheirs(owner)` is true. */
export async function isWaiting(isTheirs = () => true) {
  return (await entries()).some((entry) => !entry.refusal && isTheirs(entry.owner));
}

/** Remembers whose the participant of this page is, and gives those who were other people. */
export function othersThan(mark, owner) {
  local(() => localStorage.setItem(`person/${owner}`, mark));
  const theirs = names().filter((name) => name.startsWith("person/") && localStorage.getItem(name) !== mark);
  return new Set(theirs.map((name) => ownerIn(name)));
}

/** Gives the participants of a consultation that anything is kept of. */
export async function ownersIn(slug) {
  const kept = names().filter((name) => ["draft", "person"].includes(name.split("/")[0]));
  const all = [...kept.map((name) => ownerIn(name)), ...(await entries()).map(({ owner }) => owner)];
  return new Set(all.filter((owner) => owner.startsWith(`${slug}/`)));
}

/** Forgets what these participants wrote and did not send. */
export async function forgetOwners(owners) {
  for (const name of names()) if (owners.has(ownerIn(name))) local(() => localStorage.removeItem(name));
  const theirs = (await entries()).filter(({ owner }) => owners.has(owner));
  if (!theirs.length) return;
  await access("entries", "readwrite", (transaction) => {
    for (const { key } of theirs) transaction.objectStore("entries").delete(key);
  }).catch(() => {});
}

function ownerIn(name) {
  const [, slug, id] = name.split("/");
  return `${slug}/${id}`;
}

async function entries() {
  try {
    return await access("entries", "readonly", (transaction) => transaction.objectStore("entries").getAll());
  } catch {
    return [];
  }
}

function names() {
  return local(() => Object.keys(localStorage)) ?? [];
}

// Where storage is forbidden, nothing is in it.
function local(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
