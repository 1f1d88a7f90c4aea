import { Observable } from './observable.js';

/**
 * A list that is looked up by a query, page by page; what comes late for an older query is dropped.
 * `state` is `loading`, `ready` or `failed`.
 */
export class Search extends Observable {
  #fetch;
  #matches;
  #searches = 0;
  #next = null;

  /**
   * @param {(page: {query?, after?}) => Promise<{items: object[], next?: string}>} fetch
   * @param {(item: object, query: string) => boolean} matches whether something new belongs into the present result
   */
  constructor({ fetch, matches = () => false }) {
    super();
    this.#fetch = fetch;
    this.#matches = matches;
    this.query = '';
    this.items = [];
    this.state = 'loading';
  }

  get hasMore() {
    return this.#next !== null;
  }

  search(query) {
    this.query = query.trim();
    this.#next = null;
    return this.#load([]);
  }

  more() {
    return this.#next === null || this.state === 'loading' ? undefined : this.#load(this.items);
  }

  /** Something appeared or changed while the result is shown. */
  offer(item) {
    const at = this.items.findIndex((known) => known.id === item.id);
    if (at >= 0) {
      this.items = this.items.with(at, item);
    } else if (this.#matches(item, this.query)) {
      this.items = [item, ...this.items];
    } else {
      return;
    }
    this.changed();
  }

  async #load(before) {
    const search = ++this.#searches;
    this.#become('loading');
    try {
      const page = await this.#fetch({ query: this.query || undefined, after: this.#next ?? undefined });
      if (search === this.#searches) {
        const known = new Set(before.map((item) => item.id));
        this.items = [...before, ...page.items.filter((item) => !known.has(item.id))];
        this.#next = page.next ?? null;
        this.#become('ready');
      }
    } catch {
      if (search === this.#searches) {
        this.#become('failed');
      }
    }
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
