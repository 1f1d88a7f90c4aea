const GATHER_MS = 200;
const RETRY_MS = 2_000;
const MOST_AT_ONCE = 1_000;

/**
 * Tells the server how far this device has and has read each conversation: the furthest of a moment, all together. What was not
 * answered is told again; it is cumulative, so that telling twice does no harm: `base` says what was known when it was read, so
 * that it does not undo what another device has marked as unread since.
 */
export class Cursors {
  #gateway;
  #clock;
  #waiting = new Map();
  #timer = null;
  #asking = false;

  constructor({ gateway, clock }) {
    this.#gateway = gateway;
    this.#clock = clock;
  }

  delivered(conversation, seq) {
    this.#note(conversation, { delivered: seq });
  }

  /** @param {number} base the own revision that this device had when it was read */
  read(conversation, seq, base) {
    this.#note(conversation, { read: seq, base });
  }

  clear() {
    this.#waiting.clear();
  }

  #note(conversation, said) {
    const mark = this.#waiting.get(conversation);
    if (!mark || isFurther(said, mark)) {
      this.#waiting.set(conversation, { conversation, ...mark, ...said });
    }
    this.#later(GATHER_MS);
  }

  #later(ms) {
    if (!this.#asking) {
      this.#timer ??= this.#clock.setTimeout(() => this.#tell(), ms);
    }
  }

  async #tell() {
    this.#timer = null;
    const marks = [...this.#waiting.values()].slice(0, MOST_AT_ONCE);
    marks.forEach(({ conversation }) => this.#waiting.delete(conversation));
    if (marks.length === 0) {
      return;
    }
    this.#asking = true;
    const again = await this.#ask(marks);
    this.#asking = false;
    again.forEach((mark) => this.#keep(mark));
    if (this.#waiting.size > 0) {
      this.#later(again.length > 0 ? RETRY_MS : GATHER_MS);
    }
  }

  /** @returns {Promise<object[]>} the marks to be told again */
  async #ask(marks) {
    try {
      const { failed = [] } = await this.#gateway.markMany(marks);
      const passing = new Set(failed.filter(({ failure }) => failure.kind !== 'REFUSED').map(({ conversation }) => conversation));
      return marks.filter(({ conversation }) => passing.has(conversation));
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
      return failure.kind === 'REFUSED' ? [] : marks;
    }
  }

  /** What came meanwhile is further. */
  #keep(mark) {
    this.#waiting.set(mark.conversation, { ...mark, ...this.#waiting.get(mark.conversation) });
  }
}

/** What was read again after it had been marked as unread is further, too. */
function isFurther(said, { delivered = -1, read = -1, base = -1 }) {
  return said.delivered > delivered || said.read > read || (said.read === read && said.base > base);
}
