// A dialog whose form comes from the server when it is opened, since it has too many fields to be filled one by one.

import { fetchPart } from "./fragments.js";
import { restore } from "../forms/forms.js";
import { follow, valuesIn } from "../forms/shown.js";

/**
 * Takes over the links that open the dialog of this name; `address(id)` gives where the form for the link's thing is.
 * Without an answer the link is followed.
 */
export function takeFetched(name, address) {
  const dialog = document.getElementById(`dialog-${name}`);
  const place = dialog.querySelector("[data-fetched]");
  let id = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest(`[data-dialog="${name}"]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ({ id } = link.closest("[data-id]").dataset);
    void open(link);
  });
  document.addEventListener("saved", ({ target }) => dialog.contains(target) && dialog.close());
  document.addEventListener("refused", ({ target }) => dialog.contains(target) && void goOn());

  async function open(link) {
    const { place: fresh } = await fetchPart(address(id));
    if (!fresh) {
      location.assign(link.href);
      return;
    }
    place.replaceChildren(fresh);
    for (const form of place.querySelectorAll("form")) restore(form);
    dialog.showModal();
  }

  // After a conflict the form goes on from what is there now; what was typed stays.
  async function goOn() {
    const { place: fresh } = await fetchPart(address(id));
    const [held, next] = [place, fresh].map((each) => each?.querySelector("form"));
    if (!held || !next) return;
    follow(held, valuesIn(next));
    held.elements.expect.value = next.elements.expect.value;
  }
}
