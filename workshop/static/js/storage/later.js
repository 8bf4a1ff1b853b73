// What a page needs only when the network is gone or somebody leaves: fetched when the room is there, not with it.

let asked = null;

/** Gives what `offline/offline.js` gives; nothing where it can't be fetched now. */
export function later() {
  asked ??= import(document.body.dataset.later);
  return asked.catch(() => {
    asked = null;
    return {};
  });
}
