// On paper nothing can be unfolded: what is folded opens before printing, and folds again after it.
//
// Newer browsers do without, by css/print.css.

const opened = new Set();

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true;
    opened.add(fold);
  }
});

addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
  opened.clear();
});
