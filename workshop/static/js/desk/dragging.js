// Rows of a list (the rounds of the agenda, paragraphs of a document), dragged by their grips; the buttons beside these do
// the same without a pointer.

let dragged = null;

/** Lets movable rows be dragged among those beside them: where one is dropped, its own form moves it. */
export function takeDragging() {
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-grip]")?.closest("[data-movable]") ?? null;
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
  const row = dragged && target.closest?.("[data-movable]");
  return row && row !== dragged && row.parentElement === dragged.parentElement ? row : null;
}

function isLower(row, { clientY }) {
  const { top, height } = row.getBoundingClientRect();
  return clientY > top + height / 2;
}

function moveBefore(row) {
  const form = dragged.querySelector("[data-moves] form");
  if (!form || row === dragged) return;
  form.elements.before.value = row?.dataset.id ?? "";
  form.requestSubmit();
}

function mark(row, lower = false) {
  for (const each of document.querySelectorAll("[data-drop]")) if (each !== row) delete each.dataset.drop;
  if (row) row.dataset.drop = lower ? "after" : "before";
}
