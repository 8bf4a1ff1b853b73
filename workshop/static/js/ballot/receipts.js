// When this browser learned that a ballot is saved. The server keeps no such time, for secrecy; only this browser does.

import { keepLocal, local, owner } from "../storage/storage.js";

/** Gives `{time, mark}` of the ballot of a form; null where this browser knows of none. */
export function receiptOf(form) {
  try {
    return JSON.parse(local(placeOf(form)));
  } catch {
    return null;
  }
}

/** Keeps when a ballot was saved, with the choices that were (null: not known, or secret). */
export function keepReceipt(form, time, choices) {
  put(form, { time, mark: choices && markOf(choices) });
}

/** Lets a receipt go that is for other choices than those that are stored now, as after a change on another device. */
export function checkReceipt(form, choices) {
  const receipt = receiptOf(form);
  if (!receipt) return;
  if (receipt.mark === null) put(form, { ...receipt, mark: markOf(choices) });
  else if (receipt.mark !== markOf(choices)) put(form, null);
}

function put(form, receipt) {
  keepLocal(placeOf(form), receipt && JSON.stringify(receipt));
}

function placeOf(form) {
  return `receipt/${owner}/${form}`;
}

// Enough to tell one ballot from another, and not the choices themselves.
function markOf(choices) {
  const text = JSON.stringify(Object.entries(choices).sort(([one], [other]) => one - other));
  return [...text].reduce((mark, sign) => (Math.imul(mark, 31) + sign.charCodeAt(0)) | 0, 7);
}
