/**
 * Remembers where what one reads stands on the screen, so that whatever is put above or below it, it stays there. The
 * browser's own anchoring is off: it does not work at the top edge, and not in every browser.
 */
export class Anchor {
  #key;
  #top;

  constructor(scroller) {
    const edge = scroller.getBoundingClientRect().top;
    const rows = scroller.querySelectorAll('[data-key]');
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      rows[middle].getBoundingClientRect().bottom > edge ? (high = middle) : (low = middle + 1);
    }
    const row = rows[low];
    this.#key = row?.dataset.key;
    this.#top = row?.getBoundingClientRect().top;
  }

  restore(scroller) {
    if (this.#key === undefined) {
      return;
    }
    const row = scroller.querySelector(`[data-key="${CSS.escape(this.#key)}"]`);
    if (row) {
      const moved = row.getBoundingClientRect().top - this.#top;
      if (moved !== 0) {
        scroller.scrollTop += moved;
      }
    }
  }
}
