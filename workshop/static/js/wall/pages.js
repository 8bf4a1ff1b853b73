// Turning a wall's pages: rows fill one column after the other, and of each list one column is in view.

import { showWhole, wholePagesOf } from "./whole.js";

/** The pages of one wall: its list, or the columns of its themes, of which a few stand side by side. */
export class Pages {
  /** The page in view, counted from 0. */
  page = 0;
  #wall;
  #turned;
  #resized = new ResizeObserver(() => this.keep());

  /** `turned("2/5")` is called when a page is in view, with "" where there is only one. */
  constructor(wall, turned) {
    this.#wall = wall;
    this.#turned = turned;
    this.#resized.observe(wall.querySelector(".wall-main"));
  }

  /** Goes to a page; past the last it begins again. */
  go(page) {
    const count = this.#pages().length;
    this.page = ((page % count) + count) % count;
    this.keep();
  }

  /** Goes to the first page on which the list of a theme is in view. */
  goToTheme(id) {
    const found = this.#pages().findIndex(({ lists }) => lists.some(({ parentElement: { dataset } }) => dataset.theme === String(id)));
    this.go(Math.max(found, 0));
  }

  /** Shows the page where it was, after rows or sizes have changed. */
  keep() {
    const pages = this.#pages();
    this.page = Math.min(this.page, pages.length - 1);
    const { strip, left, lists, at, mapped = false, whole = null } = pages[this.page];
    this.#wall.toggleAttribute("data-mapped", mapped);
    showWhole(this.#results, whole);
    if (strip) strip.scrollLeft = left;
    // A list that has fewer pages than its neighbours begins again, so that no column is empty.
    for (const list of lists) list.scrollLeft = (at % columnsOf(list)) * stepOf(list);
    this.#turned(pages.length > 1 ? `${this.page + 1}/${pages.length}` : "");
  }

  get #results() {
    return this.#wall.querySelector(".results");
  }

  // A map and titles that the first page cuts come after it; where screens are narrow, all stands in one column.
  #pages() {
    const whole = wholePagesOf(this.#results).map((rows) => ({ lists: [], at: 0, whole: rows }));
    const [first, ...rest] = this.#ofLists();
    const legend = this.#wall.querySelector(".wall-legend");
    const isPage = legend?.children.length && getComputedStyle(legend.closest(".wall-map")).position === "absolute";
    return [first, ...(isPage ? pagesOf([legend], { mapped: true }) : []), ...whole, ...rest];
  }

  // A list that is not shown has no pages.
  #ofLists() {
    const lists = [...this.#wall.querySelectorAll(".wall-list:not(.wall-legend)")].filter(({ clientWidth }) => clientWidth);
    const strip = lists[0]?.closest(".wall-columns");
    if (!strip) return pagesOf(lists);
    const width = strip.getBoundingClientRect().width + gapOf(strip);
    const beside = Math.max(1, Math.round(width / (lists[0].parentElement.offsetWidth + gapOf(strip))));
    // On a narrow screen columns stand under one another, and are scrolled by hand.
    if (beside === 1 && strip.scrollWidth <= strip.clientWidth) return pagesOf(lists);
    const groups = Array.from({ length: Math.ceil(lists.length / beside) }, (_, group) => lists.slice(group * beside, (group + 1) * beside));
    return groups.flatMap((group, place) => pagesOf(group, { strip, left: place * width }));
  }
}

function pagesOf(lists, of = {}) {
  return Array.from({ length: Math.max(1, ...lists.map(columnsOf)) }, (_, at) => ({ ...of, lists, at }));
}

// The column of the last row tells; on a narrow screen rows stand in no columns and are scrolled by hand.
function columnsOf(list) {
  const last = list.lastElementChild;
  if (!last || getComputedStyle(list).columnCount === "auto") return 1;
  return Math.round((last.offsetLeft - list.firstElementChild.offsetLeft) / stepOf(list)) + 1;
}

// One column and the gap after it, to the fraction of a pixel: what is rounded off would add up from page to page.
function stepOf(list) {
  const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(list);
  return list.getBoundingClientRect().width - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd) + gapOf(list);
}

function gapOf(element) {
  return parseFloat(getComputedStyle(element).columnGap) || 0;
}
