// Breaks what a browser keeps things in, in one of the ways in which it breaks; `broken = false` mends it.
((fault) => {
  try {
    globalThis.broken = sessionStorage.getItem("mended") === null;
  } catch {
    globalThis.broken = true;
  }
  globalThis.unheard = [];
  addEventListener("unhandledrejection", ({ reason }) => unheard.push(`unhandledrejection: ${reason}`));
  addEventListener("error", ({ message }) => unheard.push(`error: ${message}`));

  const instead = (proto, name, other) => {
    const real = proto[name];
    proto[name] = function (...given) {
      return globalThis.broken ? other.call(this, real, ...given) : real.apply(this, given);
    };
  };
  const refuse = (name) => () => {
    throw new DOMException("as on a phone", name);
  };
  const never = () => ({});
  // What the database may take in all (OPEN_MS, DONE_MS), where it never answers: nobody need wait for it so long.
  const impatient = () => {
    const real = setTimeout;
    globalThis.setTimeout = (work, milliseconds, ...given) => real(work, milliseconds === 1500 ? 300 : milliseconds, ...given);
  };

  const faults = {
    "the connection is lost": () => instead(IDBDatabase.prototype, "transaction", refuse("InvalidStateError")),
    "it is full": () => instead(IDBObjectStore.prototype, "put", refuse("QuotaExceededError")),
    "it is full at the commit": () =>
      instead(IDBObjectStore.prototype, "put", function (put, thing) {
        const request = put.call(this, thing);
        this.transaction.abort();
        return request;
      }),
    "opening never answers": () => {
      impatient();
      instead(IDBFactory.prototype, "open", never);
    },
    "opening is forbidden": () => instead(IDBFactory.prototype, "open", refuse("SecurityError")),
    "opening fails": () =>
      instead(IDBFactory.prototype, "open", () => {
        const request = { error: new DOMException("", "UnknownError") };
        setTimeout(() => request.onerror?.());
        return request;
      }),
    "there is none": () => Object.defineProperty(globalThis, "indexedDB", { get: refuse("SecurityError") }),
    "reading fails": () => instead(IDBObjectStore.prototype, "getAll", refuse("UnknownError")),
    "a transaction never ends": () => {
      impatient();
      instead(IDBDatabase.prototype, "transaction", () => ({ objectStore: () => ({ get: never, getAll: never, put: never, delete: never, clear: never }), abort() {} }));
    },
    "nothing may be kept at all": () => {
      instead(IDBFactory.prototype, "open", refuse("SecurityError"));
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { get: refuse("SecurityError") });
      globalThis.BroadcastChannel = refuse("SecurityError");
    },
    "small things are full": () => instead(Storage.prototype, "setItem", refuse("QuotaExceededError")),
  };
  faults[fault]();
})
