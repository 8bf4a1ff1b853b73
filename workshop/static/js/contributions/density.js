// How dense the list of goals is, which this browser remembers.

import { keepLocal, local } from "../storage/storage.js";

const form = document.getElementById("goal-filter");

/** Shows the list as it was chosen here before, and as it is chosen now. */
export function takeDensity() {
  form.addEventListener("input", ({ target }) => target.name === "density" && choose(target.value));
  const kept = local("density");
  if (kept && !new URLSearchParams(location.search).has("density")) choose(kept);
}

function choose(density) {
  for (const radio of form.elements.density) radio.checked = radio.value === density;
  document.querySelector(".theme-list").dataset.density = density;
  keepLocal("density", density);
}
