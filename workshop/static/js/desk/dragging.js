// The planned rounds of the agenda, dragged by their grips; the buttons beside these do the same without a pointer.

const list = () => document.getElementById("agenda-list");
let dragged = null;

/** Lets the rows of what is still to come be dragged: where one is dropped, its own form moves it. */
export function takeDragging() {
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-grip]")?.closest("li") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.id);
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  document.addEventListener("dragover", (event) => {
    const row = placeOf(event);
    if (!row) return;
    event.preventDefault();
    mark(row, isLower(row, event));
  });
  document.addEventListener("drop", (event) => {
    const row = placeOf(event);
    if (!row) return;
    event.preventDefault();
    moveBefore(isLower(row, event) ? row.nextElementSibling : row);
  });
  document.addEventListener("dragend", () => {
    mark(null);
    dragged = null;
  });
}

function placeOf({ target }) {
  const row = dragged && target.closest?.("#agenda-list > [data-movable]");
  return row && row !== dragged ? row : null;
}

function isLower(row, { clientY }) {
  const { top, height } = row.getBoundingClientRect();
  return clientY > top + height / 2;
}

function moveBefore(row) {
  const form = dragged.querySelector(".round-moves form");
  if (!form || row === dragged) return;
  form.elements.before.value = row?.dataset.id ?? "";
  form.requestSubmit();
}

function mark(row, lower = false) {
  for (const each of list().children) {
    each.classList.toggle("round-drop-before", each === row && !lower);
    each.classList.toggle("round-drop-after", each === row && lower);
  }
}
