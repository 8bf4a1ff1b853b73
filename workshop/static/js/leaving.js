// On a borrowed computer the next person finds nothing of the one before: what leaves an account forgets first.

import "./printing.js";
import { forgetAll } from "./storage.js";

const LEFT = "left";
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(LEFT) : null;

for (const form of document.querySelectorAll("form[action='/api/v1/sign-out'], form[data-leaves]")) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.forgotten) return;
    event.preventDefault();
    form.dataset.forgotten = "yes";
    try {
      await forgetAll();
      sessionStorage.setItem(LEFT, LEFT);
    } finally {
      // A store that can't be opened holds nothing, and must keep nobody from leaving.
      form.requestSubmit(event.submitter);
    }
  });
}

// The next page is the first that comes after they are out: now the other tabs may ask for theirs again.
if (isFirstAfterwards()) channel?.postMessage(LEFT);
channel?.addEventListener("message", () => location.replace("/"));
// The back button must not bring back a page that the browser kept as it was.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

function isFirstAfterwards() {
  try {
    const left = sessionStorage.getItem(LEFT);
    sessionStorage.removeItem(LEFT);
    return left !== null;
  } catch {
    return false;
  }
}
