// On a borrowed computer the next person finds nothing of the one before: what leaves an account forgets first.

import "./printing.js";
import { channelTo, forgetAll } from "../storage/storage.js";

const LEFT = "left";
const LEAVES = "form[action='/api/v1/sign-out'], form[action$='/do/leave'], form[data-leaves]";
const channel = channelTo(LEFT);

for (const form of document.querySelectorAll(LEAVES)) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.forgotten) return;
    event.preventDefault();
    const action = form.getAttribute("action");
    // They may stay, because something waits to be sent; what can't be fetched must not keep anybody here.
    const { leave } = await import("../offline/offline.js").catch(() => ({}));
    if ((await leave?.(action)) === false) return;
    form.dataset.forgotten = "yes";
    if (!action.endsWith("/leave")) {
      await forgetAll();
      rememberThatLeft();
    }
    form.requestSubmit(event.submitter);
  });
}

// The next page is the first that comes after they are out: now the other tabs may ask for theirs again.
if (isFirstAfterwards()) channel?.postMessage(LEFT);
channel?.addEventListener("message", () => location.replace("/"));
// The back button must not bring back a page that the browser kept as it was.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

function rememberThatLeft() {
  try {
    sessionStorage.setItem(LEFT, LEFT);
  } catch {
    // The other tabs learn it from the server then; leaving itself must not fail.
  }
}

function isFirstAfterwards() {
  try {
    const left = sessionStorage.getItem(LEFT);
    sessionStorage.removeItem(LEFT);
    return left !== null;
  } catch {
    return false;
  }
}
