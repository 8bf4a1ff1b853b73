// Merging goals: the words of an original are put into the form by one press, where nothing else is lost by it.

import "../frame/frame.js";

const form = document.getElementById("merge_goals");

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-words]");
  if (!link || !form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { dataset } = link.closest("[data-id]");
  for (const field of form.querySelectorAll("[name^='title.'], [name^='rationale.']")) {
    const [name, lang] = field.name.split(".");
    field.value = dataset[`${name}${lang[0].toUpperCase()}${lang.slice(1)}`] ?? "";
  }
  form.querySelector("[name^='title.']").focus();
});
