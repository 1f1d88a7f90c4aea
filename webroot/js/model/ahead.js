const MOST = 1_000;

/** Events behind the end of what is loaded, kept until the pages up to them have come. */
export class Ahead {
  #events = [];
  #forgotten = 0;

  /** In order of `rev`; of very many only the latest are kept. */
  keep(event) {
    this.#events.push(event);
    if (this.#events.length > MOST) {
      this.#forgotten = this.#events.shift().rev;
    }
  }

  /** Whether a page as of that revision, together with what is kept, leaves nothing out. */
  isWhole(rev) {
    return rev >= this.#forgotten;
  }

  /** All that is kept, in order; then nothing is. */
  takeAll() {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}
