// What can wait until the next frame is painted, so that what somebody does is seen before what follows from it.

const asked = new Set();

/** Calls once after the next paint, however often it is asked to until then; a page in the background gets no frames. */
export function whenPainted(callback) {
  if (asked.has(callback)) return;
  asked.add(callback);
  const frame = document.hidden ? setTimeout : requestAnimationFrame;
  frame(() =>
    setTimeout(() => {
      asked.delete(callback);
      callback();
    }),
  );
}
