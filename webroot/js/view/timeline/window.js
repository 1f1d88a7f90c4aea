const FIRST = 100;
const MOST = 400;
/** Whoever follows the newest sees the last few; drawing fewer makes a busy room cheap. */
const MOST_FOLLOWING = 200;
const STEP = 100;

/**
 * Which of a timeline's entries are in the page: a stretch of at most 400, held by its first and last entry so that neither
 * older pages nor live messages move it. Open at the end as long as the newest entry is in it.
 */
export class TimelineWindow {
  #first = null;
  #last = null;

  /**
   * @param {boolean} following whether the newest must be in it; then what is cut off is old
   * @param {boolean} tall whether what is in the page is much higher than the screen; runs of joins, drawn as one line, are not
   * @returns {{from: number, to: number}}
   */
  over(entries, following, tall = true) {
    let to = this.#last ? entries.indexOf(this.#last) + 1 : entries.length;
    if (to === 0) {
      this.#last = null;
      to = entries.length;
    }
    let from = this.#first ? entries.indexOf(this.#first) : -1;
    if (from < 0 || from > to) {
      from = Math.max(0, to - FIRST);
    }
    if (following) {
      from = tall && to - from > MOST_FOLLOWING ? to - FIRST : Math.max(from, to - MOST);
    } else if (to - from > MOST) {
      to = from + MOST;
      this.#last = entries[to - 1];
    }
    this.#first = entries[from] ?? null;
    return { from, to };
  }

  /** Whether it could only grow by losing something at the other end. */
  isFull(entries) {
    const { from, to } = this.over(entries, false);
    return to - from >= MOST;
  }

  get endless() {
    return this.#last === null;
  }

  /** @returns {boolean} false if the oldest loaded entry is already in it */
  growUp(entries) {
    const { from, to } = this.over(entries, false);
    if (from === 0) {
      return false;
    }
    const start = Math.max(0, from - STEP);
    this.#first = entries[start];
    if (to - start > MOST) {
      this.#last = entries[start + MOST - 1];
    }
    return true;
  }

  /** @returns {boolean} false if the newest entry is already in it */
  growDown(entries) {
    const { from, to } = this.over(entries, false);
    if (this.#last === null) {
      return false;
    }
    const end = Math.min(entries.length, to + STEP);
    this.#last = end === entries.length ? null : entries[end - 1];
    this.#first = entries[Math.max(from, end - MOST)];
    return true;
  }

  /** Goes to an entry, with as much on both sides as makes a page. */
  around(entries, at) {
    const end = Math.min(entries.length, at + FIRST / 2);
    this.#first = entries[Math.max(0, at - FIRST / 2)];
    this.#last = end === entries.length ? null : entries[end - 1];
  }

  /** Goes to the newest. */
  toEnd() {
    this.#first = null;
    this.#last = null;
  }
}
