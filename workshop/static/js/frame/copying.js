// Buttons that copy a text; browsers let pages do so only where the connection is safe.

import { announce, word } from "../language/words.js";

const SHOWN_MS = 2000;

/** Shows the buttons where they can work, and lets them. */
export function takeCopying() {
  if (!isSecureContext || !navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = word("copied");
      announce(word("copied"));
      setTimeout(() => (button.textContent = words), SHOWN_MS);
    });
  }
}
