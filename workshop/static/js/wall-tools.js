// The few tools of a wall: page by page, quiet, full screen; they show when the pointer moves or they have the focus.

const AWAKE_MS = 3000;
const KEPT = "wall/quiet";

/** Sets the tools up; `turn(by)` turns the pages by hand, `changed()` draws again. */
export function tools({ turn, changed }) {
  const tool = (name) => document.getElementById(`wall-${name}`);
  const acts = { before: () => turn(-1), after: () => turn(1), quiet: () => setQuiet(!isQuiet()), full: fill };
  const keys = { ArrowLeft: acts.before, ArrowRight: acts.after, q: acts.quiet, f: acts.full };

  function isQuiet() {
    return "quiet" in document.body.dataset;
  }

  function setQuiet(quiet) {
    if (quiet) document.body.dataset.quiet = "";
    else delete document.body.dataset.quiet;
    tool("quiet").setAttribute("aria-pressed", String(quiet));
    keep(quiet);
    changed();
  }

  async function fill() {
    // A browser may forbid it, and then the wall stays as it is.
    await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  }

  for (const [name, act] of Object.entries(acts)) tool(name).addEventListener("click", act);
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.();
  });
  document.addEventListener("fullscreenchange", () => {
    tool("full").setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
  });
  tool("full").hidden = !document.fullscreenEnabled;
  wakeOnMove();
  tool("tools").hidden = false;
  setQuiet(kept());
}

function wakeOnMove() {
  let timer = null;
  for (const event of ["pointermove", "pointerdown"]) {
    addEventListener(event, () => {
      document.body.dataset.awake = "";
      clearTimeout(timer);
      timer = setTimeout(() => delete document.body.dataset.awake, AWAKE_MS);
    });
  }
}

function kept() {
  try {
    return localStorage.getItem(KEPT) === "yes";
  } catch {
    return false;
  }
}

function keep(quiet) {
  try {
    localStorage.setItem(KEPT, quiet ? "yes" : "no");
  } catch {
    // It is remembered until the page is closed.
  }
}
