// Long titles of results on a wall: set as small as words, and where they are cut even so, whole on pages of their own.

/** How many results the first page holds. */
export const FIRST = 10;
// How many rows a page has room for whose titles have two lines, three, or four.
const ROWS = { 2: 5, 3: 4, 4: 3 };

/** Sets the long titles of the first page smaller; gives the pages with those whole that are cut: `lines` and `rows`. */
export function wholePagesOf(list) {
  showWhole(list, null);
  const rows = [...list.children].slice(0, FIRST);
  for (const row of rows) row.removeAttribute("data-long");
  // All of them are measured before one is changed.
  const long = rows.filter(isCut);
  for (const row of long) row.toggleAttribute("data-long", true);
  const cut = new Set(long.filter(isCut));
  const lines = Math.min(Math.max(2, ...[...cut].map((row) => linesOf(row).needed)), 4);
  const many = ROWS[lines];
  const starts = rows.map((_, place) => place).filter((place) => place % many === 0 && rows.slice(place, place + many).some((row) => cut.has(row)));
  // The last page is full as well.
  return starts.map((start) => Math.max(0, Math.min(start, rows.length - many))).map((start) => ({ lines, rows: rows.slice(start, start + many) }));
}

/** Shows some rows of a list alone, with titles of so many lines; without a page all of them as they were. */
export function showWhole(list, page) {
  if (page) list.dataset.whole = page.lines;
  else list.removeAttribute("data-whole");
  for (const row of list.children) row.toggleAttribute("data-whole", page?.rows.includes(row) ?? false);
}

function isCut(row) {
  const { needed, shown } = linesOf(row);
  return needed > shown;
}

// Letters may reach out of a line, but not by half of one.
function linesOf(row) {
  const title = row.querySelector(".wall-row-title");
  const line = parseFloat(getComputedStyle(title).lineHeight);
  return { needed: Math.round(title.scrollHeight / line), shown: Math.round(title.clientHeight / line) };
}
