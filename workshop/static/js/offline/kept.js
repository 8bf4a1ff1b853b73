// What is kept of one person for when there is no network, beside the pages that the service worker keeps: snapshots.
//
// Only where the site is secure and there is a service worker to open pages; elsewhere nothing is kept and nothing is missed.

const KEPT = "kept/";

/** The mark of the person for whom this page was made, or "". */
export const person = document.body.dataset.person ?? "";

/** Whether pages open here without a network. */
export const keeps = Boolean(person && isSecureContext && navigator.serviceWorker && globalThis.caches);

/** Keeps the last snapshot of a consultation; what the browser refuses is not kept. */
export async function keepSnapshot(slug, snapshot) {
  try {
    await (await caches.open(KEPT + person)).put(`/kept/${slug}`, Response.json(snapshot));
  } catch {
    // The disk is full, or storage is forbidden: then there is none.
  }
}

/** Gives the snapshot of a consultation that was kept for this person, or null. */
export async function keptSnapshot(slug) {
  if (!keeps) return null;
  try {
    return (await (await (await caches.open(KEPT + person)).match(`/kept/${slug}`))?.json()) ?? null;
  } catch {
    return null;
  }
}

/** Forgets the pages and snapshots of everybody but `mark`; without one of everybody. */
export async function forgetKept(mark = "") {
  try {
    const names = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== KEPT + mark);
    await Promise.all(names.map((name) => caches.delete(name)));
  } catch {
    // Over plain http there are none.
  }
}
