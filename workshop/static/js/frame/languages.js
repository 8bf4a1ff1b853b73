// Another language for the page: what is typed on it is still there afterwards.
//
// The forms of commands on live pages have drafts for that; here are all the others.

import { changedNames, putBack, typedIn } from "../forms/shown.js";

const KEPT = "typed";
const CHOICE = "form[action='/language']";

for (const choice of document.querySelectorAll(CHOICE)) choice.addEventListener("submit", () => keep(choice));
bringBack();

function keep({ elements: { page } }) {
  // A page that shows a refused form is not at its own address.
  if (!document.querySelector("[data-again]")) page.value = addressOf(location);
  const typed = others().map(([name, form]) => [name, typedIn(form, namesIn(form))]);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ page: page.value, typed: typed.filter(([, fields]) => fields.length) }));
  } catch {
    // A forbidden store keeps nothing, and must keep nobody from reading.
  }
}

function bringBack() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
  if (kept?.page !== addressOf(location)) return;
  const forms = new Map(others());
  for (const [name, fields] of kept.typed) {
    const form = forms.get(name);
    if (!form) continue;
    putBack(form, fields);
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
}

function others() {
  const forms = [...document.forms].filter((form) => !form.matches(CHOICE) && !isDrafted(form));
  return forms.map((form) => [form.id || form.getAttribute("action"), form]);
}

function isDrafted(form) {
  return Boolean(document.body.dataset.me) && form.getAttribute("method") === "post" && form.getAttribute("action").includes("/do/");
}

// What was refused came with the page, and is stored nowhere.
function namesIn(form) {
  if (!form.hasAttribute("data-again")) return changedNames(form);
  return [...new Set([...form.elements].filter(({ name, type }) => name && type !== "hidden").map(({ name }) => name))];
}

function addressOf({ pathname, search }) {
  const asked = new URLSearchParams(search);
  asked.delete("lang");
  return String(asked) ? `${pathname}?${asked}` : pathname;
}
