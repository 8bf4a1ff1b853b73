// Opening without a network: brings the service worker in and keeps the last snapshot; of whoever goes nothing stays.

import { forgetKept, keepSnapshot, keeps, keptSnapshot, person } from "./kept.js";
import { mayLose } from "./losing.js";
import { forgetOwners, isWaiting, othersThan, ownersIn } from "./others.js";

const KEPT_MS = 3000;

/** Keeps the page that is open, and the snapshot of `live` as it moves. */
export async function keepForLater(live) {
  if (!person) return;
  await forgetEarlier();
  if (!keeps) return;
  let timer = null;
  const keep = () => {
    clearTimeout(timer);
    timer = null;
    if (live.snapshot && live.state !== "gone") void keepSnapshot(live.slug, live.snapshot);
  };
  live.on(() => {
    if (live.state === "gone") void forgetKept();
    else timer ??= setTimeout(keep, KEPT_MS);
  });
  document.addEventListener("visibilitychange", () => document.hidden && timer && keep());
  await bringIn(live);
}

/** Gives the snapshot that was kept of a consultation, or null. */
export async function lastKnown(slug) {
  return keptSnapshot(slug);
}

/**
 * Forgets what is kept of oneself: in the consultation whose `leave` is asked for by a form's action, otherwise all pages.
 *
 * Gives false where something waits to be sent and they rather stay.
 */
export async function leave(action) {
  const slug = action.match(/\/consultations\/([^/]+)\/do\/leave$/)?.[1];
  const isTheirs = slug ? (owner) => owner.startsWith(`${slug}/`) : undefined;
  if ((await isWaiting(isTheirs)) && !(await mayLose("mine").catch(() => true))) return false;
  if (slug) await forgetOwners(await ownersIn(slug));
  await forgetKept();
  return true;
}

async function bringIn(live) {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    // Who has left meanwhile is not kept.
    if (live.state !== "gone") active.postMessage({ page: location.pathname });
  } catch {
    // Storage is forbidden, or the disk is full: then pages need the network, as they did.
  }
}

// Whoever was here before at this device did not leave: their cookie is gone, and nobody comes back as them from here.
async function forgetEarlier() {
  await forgetKept(person);
  const others = othersThan(person, document.body.dataset.me);
  if (!others.size) return;
  if (!(await isWaiting((owner) => others.has(owner))) || (await mayLose("others"))) await forgetOwners(others);
}
