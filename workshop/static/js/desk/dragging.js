// Rows of a list (the rounds of the agenda, paragraphs of a document), dragged by their grips with a mouse, a pen or a
// finger; the buttons beside these do the same without a pointer. (What browsers call dragging knows no fingers.)

// So far beside its rows a pointer is still over a list, and so near an edge the list scrolls along, so much a frame.
const NEAR = 24;
const EDGE = 56;
const STEP = 10;

// The id of what is dragged rather than itself, since an update may put another row in its place meanwhile.
let drag = null;

/** Lets movable rows be dragged among those beside them: where one is dropped, its own form moves it; Escape lets go. */
export function takeDragging() {
  document.addEventListener("pointerdown", (event) => {
    const grip = event.isPrimary && event.button === 0 && event.target.closest?.("[data-grip]");
    const row = grip && grip.closest("[data-movable]");
    if (!row) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const { clientX: x, clientY: y } = event;
    drag = { id: row.id, pointer: event.pointerId, x, y };
    soon();
  });
  document.addEventListener("pointermove", ({ pointerId, clientX: x, clientY: y }) => {
    if (pointerId === drag?.pointer) Object.assign(drag, { x, y });
  });
  document.addEventListener("pointerup", ({ pointerId, clientX: x, clientY: y }) => {
    if (pointerId !== drag?.pointer) return;
    Object.assign(drag, { x, y });
    const row = dragged();
    const place = row && placeOf(row);
    letGo();
    if (place) moveBefore(row, place.isLower ? place.row.nextElementSibling : place.row);
  });
  document.addEventListener("pointercancel", ({ pointerId }) => pointerId === drag?.pointer && letGo());
  document.addEventListener("keydown", ({ key }) => key === "Escape" && drag && letGo());
}

const soon = () => requestAnimationFrame(follow);
const dragged = () => document.getElementById(drag.id)?.closest("[data-movable]");

// Looks each frame, since the list scrolls and changes under a pointer that rests.
function follow() {
  if (!drag) return;
  const row = dragged();
  if (!row) return letGo();
  scrollAlong(row);
  row.dataset.dragged = "";
  const place = placeOf(row);
  for (const each of document.querySelectorAll("[data-drop]")) if (each !== place?.row) delete each.dataset.drop;
  if (place) place.row.dataset.drop = place.isLower ? "after" : "before";
  soon();
}

function letGo() {
  drag = null;
  for (const each of document.querySelectorAll("[data-dragged], [data-drop]")) {
    delete each.dataset.dragged;
    delete each.dataset.drop;
  }
}

// The row beside which it would be dropped, and on which side; none where it is over nothing that it may stand beside.
function placeOf(row) {
  const { left, right } = row.parentElement.getBoundingClientRect();
  if (drag.x < left - NEAR || drag.x > right + NEAR) return null;
  for (const each of row.parentElement.children) {
    const { top, bottom } = each.getBoundingClientRect();
    if (each !== row && each.matches("[data-movable]") && drag.y > top - NEAR / 2 && drag.y < bottom + NEAR / 2)
      return { row: each, isLower: drag.y > (top + bottom) / 2 };
  }
  return null;
}

function moveBefore(row, next) {
  const form = row.querySelector("[data-moves] form");
  if (!form || next === row || next === row.nextElementSibling) return;
  form.elements.before.value = next?.dataset.id ?? "";
  form.requestSubmit();
}

function scrollAlong(row) {
  const place = scrollerOf(row);
  const { top, bottom } = place === document.scrollingElement ? { top: 0, bottom: innerHeight } : place.getBoundingClientRect();
  if (drag.y < Math.max(0, top) + EDGE) place.scrollTop -= STEP;
  else if (drag.y > Math.min(innerHeight, bottom) - EDGE) place.scrollTop += STEP;
}

function scrollerOf(row) {
  for (let place = row.parentElement; place; place = place.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(place).overflowY);
    if (scrolls && place.scrollHeight > place.clientHeight) return place;
  }
  return document.scrollingElement;
}
