// The menu at the head of the page goes when one turns to something else.

const menu = document.querySelector("details.menu");

if (menu) {
  addEventListener("click", ({ target }) => menu.contains(target) || close());
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
}

function close() {
  menu.open = false;
}
