// On a borrowed computer the next person finds nothing of the one before: what leaves an account forgets first.

import { forgetAll } from "./storage.js";

for (const form of document.querySelectorAll("form[action='/api/v1/sign-out'], form[data-leaves]")) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.forgotten) return;
    event.preventDefault();
    form.dataset.forgotten = "yes";
    try {
      await forgetAll();
    } finally {
      // A store that can't be opened holds nothing, and must keep nobody from leaving.
      form.requestSubmit(event.submitter);
    }
  });
}
