import { Entries } from './entries.js';
import { isMessage } from './message.js';
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

  /**
   * Takes a live or fetched event. What is not newer than what is known changes nothing; a change of a message that is older
   * than what is loaded comes with its page.
   */
  add(event) {
    if (!this.#isBefore(event) && this.#entries.add(event)) {
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

  #isBefore(event) {
    return isMessage(event) && this.hasOlder && event.seq < this.#entries.firstMessage().seq;
  }

  /** Loads the newest page, in place of whatever was there. */
  async load() {
    const load = ++this.#loads;
    this.#become('loading');
    try {
      const page = await this.#gateway.history(this.#conversation, { limit: PAGE });
      if (load !== this.#loads) {
        return;
      }
      this.#take(page);
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
      if (load === this.#loads) {
        this.#take(page);
      }
    } catch {
      this.olderFailed = true;
    } finally {
      this.loadingOlder = false;
      this.changed();
    }
  }

  #take(page) {
    this.#entries.addAll([...page.messages, ...page.entries]);
    const first = this.#entries.firstMessage();
    this.hasOlder = first !== undefined && first.seq > page.firstSeq && page.messages.length > 0;
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
