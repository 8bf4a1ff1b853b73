// Nothing moves under the finger: what the reader is at stays where it is on the screen while the page around it changes.

const LANDMARKS = "h1, h2, .head, .words, form";
let mouse = null;

addEventListener("pointermove", ({ pointerType, clientX, clientY }) => {
  mouse = pointerType === "mouse" ? { x: clientX, y: clientY } : null;
}, { passive: true });
document.documentElement.addEventListener("mouseleave", () => (mouse = null));

/**
 * Makes a change to the page, and scrolls by as much as it moved what the reader is at; the focus stays there too.
 *
 * `place` is what changes, if it is not the whole page: one that scrolls by itself.
 */
export function keepStill(change, place = null) {
  const held = heldNow(place ?? document.querySelector("main"));
  const focused = document.activeElement;
  const before = held?.getBoundingClientRect().top;
  change();
  // What is put elsewhere loses the focus on the way.
  if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
  const after = held?.getBoundingClientRect();
  if (!after?.height) return;
  const moved = after.top - before;
  if (Math.abs(moved) >= 1) (place ?? globalThis).scrollBy({ top: moved, behavior: "instant" });
}

// What has the focus, else what is under the mouse, else the first thing that can be seen.
function heldNow(place) {
  const focused = document.activeElement;
  if (place.contains(focused) && focused.id !== "main" && isSeen(focused)) return focused;
  const pointed = mouse && document.elementFromPoint(mouse.x, mouse.y);
  if (place.contains(pointed) && pointed.closest("section, article")) return pointed;
  return [...place.querySelectorAll(LANDMARKS)].find(isSeen);
}

function isSeen(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}
