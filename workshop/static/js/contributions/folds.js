// The bands of themes, which fold: this browser remembers which are, and what is searched for stands in open ones.

import { keepLocal, local, owner } from "../storage/storage.js";

const nameOf = (band) => `folded/${owner}/${band.parentElement.dataset.theme}`;

/** Folds what was folded here before, and opens what a link leads to. */
export function takeFolds() {
  foldAgain(false);
  openAt(location.hash);
  document.addEventListener("click", ({ target }) => {
    const band = target.closest(".theme-band > summary")?.parentElement;
    // The click is what turns it, after this.
    if (band) keepLocal(nameOf(band), band.open ? "1" : null);
    else openAt(target.closest("a[href^='#']")?.hash);
  });
}

/** Opens all bands while something is searched for (`all`), and folds them as they were otherwise. */
export function foldAgain(all) {
  for (const band of document.querySelectorAll(".theme-band")) {
    const open = all || !local(nameOf(band));
    if (band.open !== open) band.open = open;
  }
}

function openAt(hash) {
  const band = hash && document.getElementById(hash.slice(1))?.querySelector(".theme-band");
  if (band) band.open = true;
}
