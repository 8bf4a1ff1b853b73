// Nothing is changed by scrolling: whoever turns the wheel over a field means the page.

// A number in which somebody typed stays as it is when the wheel turns over it; the page scrolls as ever.
document.addEventListener("wheel", ({ target }) => {
  const field = target.closest?.("input, select");
  if (!field || field !== document.activeElement || field.disabled) return;
  if (field.matches("select, [type=range]")) return leaveFor(field);
  if (field.readOnly) return;
  // For as long as the browser looks what to do with the wheel: a field that can't be changed lets the page scroll.
  field.readOnly = true;
  setTimeout(() => (field.readOnly = false));
}, { capture: true, passive: true });

// These can't be read-only, but only what has the focus is changed.
function leaveFor(field) {
  field.blur();
  requestAnimationFrame(() => document.activeElement === document.body && field.focus({ preventScroll: true }));
}
