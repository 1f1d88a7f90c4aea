import { Entries, holes } from './entries.js';
import { Observable } from './observable.js';

const PAGE = 60;
const MOST = 3_000;
const KEEP = 1_500;

/**
 * What was said in one conversation, as far as it has been loaded; without gap from its first entry to the newest.
 * `state` is `empty`, `loading`, `ready` or `failed`.
 */
export class Timeline extends Observable {
  #gateway;
  #conversation;
  #entries = new Entries();
  #loads = 0;

  constructor({ gateway, conversation }) {
    super();
    this.#gateway = gateway;
    this.#conversation = conversation;
    this.state = 'empty';
    this.hasOlder = false;
    this.loadingOlder = false;
    this.olderFailed = false;
    /** Whether somebody reads older entries, which must then not be forgotten. */
    this.reading = false;
  }

  get entries() {
    return this.#entries.list;
  }

  /** Adds a live or fetched event; one that is there already is left alone. */
  add(event) {
    if (this.#entries.add(event)) {
      if (this.#entries.length > MOST && !this.reading && this.#entries.keepLast(KEEP)) {
        this.hasOlder = true;
      }
      this.changed({ added: event });
    }
  }

  /** The beginning was removed for good. */
  trim(event) {
    this.#entries.trim(event);
    const first = this.#entries.firstMessage();
    this.hasOlder = this.hasOlder && first !== undefined && first.seq > event.firstSeq;
    this.changed();
  }

  /** Loads the newest page, in place of whatever was there. */
  async load() {
    const load = ++this.#loads;
    this.#become('loading');
    try {
      const page = await this.#gateway.history(this.#conversation, { limit: PAGE });
      const others = await this.#othersIn(page, page.rev);
      if (load !== this.#loads) {
        return;
      }
      this.#take(page, others);
      this.#become('ready');
    } catch (failure) {
      if (load === this.#loads) {
        this.failure = failure;
        this.#become('failed');
      }
    }
  }

  /** Empties it and loads it anew: the stretch between what it had and what is new cannot be had whole. */
  async reload() {
    this.#entries = new Entries();
    this.hasOlder = false;
    await this.load();
  }

  async loadOlder() {
    const oldest = this.#entries.firstMessage();
    if (this.loadingOlder || !this.hasOlder || !oldest) {
      return;
    }
    const load = this.#loads;
    this.loadingOlder = true;
    this.olderFailed = false;
    this.changed();
    try {
      const page = await this.#gateway.history(this.#conversation, { before: oldest.seq, limit: PAGE });
      const others = await this.#othersIn(page, oldest.rev - 1);
      if (load === this.#loads) {
        this.#take(page, others);
      }
    } catch {
      this.olderFailed = true;
    } finally {
      this.loadingOlder = false;
      this.changed();
    }
  }

  #take(page, others) {
    this.#entries.addAll([...page.messages, ...others]);
    const first = this.#entries.firstMessage();
    this.hasOlder = first !== undefined && first.seq > page.firstSeq && page.messages.length > 0;
  }

  /** History is made of messages; joins and renames among them are found by the revisions that they took. */
  async #othersIn(page, upTo) {
    const first = page.messages[0];
    const reachesStart = !first || first.seq <= Math.max(1, page.firstSeq);
    const stretch = holes(page.messages, reachesStart ? 1 : first.rev, upTo);
    if (!stretch) {
      return [];
    }
    const others = [];
    let part = { more: true, next: stretch.since };
    while (part.more) {
      part = await this.#gateway.changes(this.#conversation, { since: part.next, upTo: stretch.upTo, limit: 500 });
      if (!part.complete) {
        return [];
      }
      others.push(...part.changes.filter((event) => event.type !== 'message'));
    }
    return others;
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
