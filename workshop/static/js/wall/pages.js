// Turning a list's pages: rows fill one column after the other, and one column is in view.

/** The pages of one list. */
export class Pages {
  /** The page in view, counted from 0. */
  page = 0;
  #list;
  #turned;

  /** `turned("2/5")` is called when a page is in view, with "" where there is only one. */
  constructor(list, turned) {
    this.#list = list;
    this.#turned = turned;
    new ResizeObserver(() => this.keep()).observe(list);
  }

  /** Goes to a page; past the last it begins again. */
  go(page) {
    const count = this.#count();
    this.page = ((page % count) + count) % count;
    this.keep();
  }

  /** Shows the page where it was, after rows or sizes have changed. */
  keep() {
    // A list that is not shown has no pages to be counted.
    if (!this.#list.clientWidth) return;
    const count = this.#count();
    this.page = Math.min(this.page, count - 1);
    this.#list.scrollLeft = this.page * this.#step();
    this.#turned(count > 1 ? `${this.page + 1}/${count}` : "");
  }

  // The column of the last row tells; on a narrow screen rows stand in no columns and are scrolled by hand.
  #count() {
    const last = this.#list.lastElementChild;
    if (!last || !this.#list.clientWidth || getComputedStyle(this.#list).columnCount === "auto") return 1;
    return Math.round((last.offsetLeft - this.#list.firstElementChild.offsetLeft) / this.#step()) + 1;
  }

  // One column and the gap after it.
  #step() {
    const { paddingInlineStart, paddingInlineEnd, columnGap } = getComputedStyle(this.#list);
    return this.#list.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd) + parseFloat(columnGap);
  }
}
