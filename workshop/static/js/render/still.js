// Nothing moves under the finger: what the reader is at stays where it is on the screen while the page around it changes.

const LANDMARKS = "main h1, main h2, main .head, main .words, main form";
let mouse = null;

addEventListener("pointermove", ({ pointerType, clientX, clientY }) => {
  mouse = pointerType === "mouse" ? { x: clientX, y: clientY } : null;
}, { passive: true });
document.documentElement.addEventListener("mouseleave", () => (mouse = null));

/** Makes a change to the page, and scrolls by as much as it moved what the reader is at; the focus stays there too. */
export function keepStill(change) {
  const held = heldNow();
  const focused = document.activeElement;
  const before = held?.getBoundingClientRect().top;
  change();
  // What is put elsewhere loses the focus on the way.
  if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
  const after = held?.getBoundingClientRect();
  if (!after?.height) return;
  const moved = after.top - before;
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}

// What has the focus, else what is under the mouse, else the first thing that can be seen.
function heldNow() {
  const focused = document.activeElement;
  if (focused?.closest("main") && focused.id !== "main" && isSeen(focused)) return focused;
  const pointed = mouse && document.elementFromPoint(mouse.x, mouse.y);
  if (pointed?.closest("main section, main article")) return pointed;
  return [...document.querySelectorAll(LANDMARKS)].find(isSeen);
}

function isSeen(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}
