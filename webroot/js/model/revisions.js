const RETRY_MS = 2_000;

/**
 * Lets a conversation's events through once each and in the order of their `rev`. A hole is never guessed: it is fetched,
 * while later events wait; what cannot be fetched whole is loaded anew. What is fetched has gaps, where rows have changed again:
 * they come with their new revision.
 */
export class Revisions {
  #fetch;
  #apply;
  #reload;
  #clock;
  #waiting = new Map();
  #catchingUp = null;

  /**
   * @param {object} ways
   * @param {number} ways.rev the revision that is held already
   * @param {(page: {since: number, upTo?: number}) => Promise<object>} ways.fetch `message.changes`
   * @param {(event: object) => void} ways.apply
   * @param {() => Promise<number>} ways.reload loads the conversation anew, answers the revision that it then has
   */
  constructor({ rev, fetch, apply, reload, clock }) {
    this.rev = rev;
    this.#fetch = fetch;
    this.#apply = apply;
    this.#reload = reload;
    this.#clock = clock;
  }

  /** Takes a live event. */
  offer(event) {
    if (event.rev === this.rev + 1 && !this.#catchingUp) {
      this.#accept(event);
    } else if (event.rev > this.rev) {
      this.#waiting.set(event.rev, event);
      this.catchUp();
    }
  }

  /** Everything up to this revision is known by other means. */
  advance(rev) {
    if (rev > this.rev) {
      this.rev = rev;
      this.#drain();
    }
  }

  /** Fetches what is missing; one at a time. */
  catchUp() {
    this.#catchingUp ??= this.#run().finally(() => (this.#catchingUp = null));
    return this.#catchingUp;
  }

  async #run() {
    try {
      do {
        await this.#fetchMissing();
        this.#drain();
      } while (this.#waiting.size > 0);
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
      this.#retryLater(failure);
    }
  }

  async #fetchMissing() {
    let page = { more: true };
    while (page.more) {
      page = await this.#fetch({ since: page.next ?? this.rev, upTo: page.upTo });
      if (!page.complete) {
        this.rev = Math.max(this.rev, await this.#reload());
        return;
      }
      for (const event of page.changes) {
        this.#accept(event);
      }
      this.rev = Math.max(this.rev, page.next ?? page.upTo);
    }
  }

  /** Without a connection the sync after the next one asks again; with one, nobody else would. */
  #retryLater(failure) {
    if (!['not_connected', 'connection_lost', 'not_a_member', 'not_found'].includes(failure.code)) {
      this.#clock.setTimeout(() => this.catchUp(), failure.retryAfterMs ?? RETRY_MS);
    }
  }

  #accept(event) {
    if (event.rev > this.rev) {
      this.rev = event.rev;
      this.#apply(event);
    }
  }

  #drain() {
    for (const rev of [...this.#waiting.keys()].sort((a, b) => a - b)) {
      if (rev <= this.rev + 1) {
        this.#accept(this.#waiting.get(rev));
        this.#waiting.delete(rev);
      }
    }
  }
}
