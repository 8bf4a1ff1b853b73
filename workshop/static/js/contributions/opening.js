// Which links of a list open a goal in the sheet over it: where there is room beside it, and nothing else is asked for.

const WIDE = matchMedia("(min-width: 64rem)");

/** Whether a click on a link opens the sheet. */
export function opensHere({ target, defaultPrevented, button, ctrlKey, metaKey, shiftKey, altKey }) {
  const link = target.closest("a[data-goal], .goal-sheet .goal-beside a");
  return link && isGoal(link.pathname) && WIDE.matches && !(defaultPrevented || button || ctrlKey || metaKey || shiftKey || altKey);
}

/** Whether an address is that of a goal. */
export function isGoal(path) {
  return /^\/c\/[^/]+\/goals\/\d+$/.test(path);
}
