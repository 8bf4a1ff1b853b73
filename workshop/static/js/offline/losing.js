// The question before something is lost that waits to be sent.

let dialog = null;

/** Asks whether what waits may be lost: "mine", what one wrote oneself, or "others", what somebody wrote before. */
export async function mayLose(whose) {
  dialog ??= await fetched();
  for (const words of dialog.querySelectorAll("[data-whose]")) words.hidden = words.dataset.whose !== whose;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function fetched() {
  const page = new DOMParser().parseFromString(await (await fetch("/losing")).text(), "text/html");
  const found = document.adoptNode(page.querySelector("dialog"));
  found.addEventListener("click", ({ target }) => "lose" in target.dataset && found.close(target.dataset.lose));
  document.body.append(found);
  return found;
}
