// Choosing what is on a ballot: rows are found by their words, ticked together, and counted.

import "../frame/frame.js";
import { fold, saidIn } from "../language/fold.js";

const form = document.getElementById("choosing");
const rows = [...(form?.querySelectorAll(".choosing-row") ?? [])].map((row) => ({ row, box: row.querySelector("input"), words: fold(row.querySelector("label").textContent) }));

function find({ value }) {
  const wanted = fold(value).split(" ").filter(Boolean);
  for (const { row, words } of rows) row.hidden = !wanted.every((each) => saidIn(each, words));
  for (const theme of form.querySelectorAll(".choosing-theme")) theme.hidden = !theme.querySelector(".choosing-row:not([hidden])");
}

function count() {
  form.querySelector("[data-chosen]").textContent = rows.filter(({ box }) => box.checked).length;
}

for (const tools of form?.querySelectorAll("[data-tools]") ?? []) tools.hidden = false;
form?.addEventListener("input", ({ target }) => (target.matches("[data-words]") ? find(target) : count()));
// Enter looks, and saves nothing.
form?.addEventListener("keydown", (event) => event.key === "Enter" && event.target.matches("[data-words]") && event.preventDefault());
form?.addEventListener("click", ({ target: { dataset } }) => {
  if (dataset.tick === undefined) return;
  for (const { row, box } of rows) if (!row.hidden) box.checked = Boolean(dataset.tick);
  count();
});
