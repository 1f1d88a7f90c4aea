import { Entries } from './entries.js';
import { isDeleted, isMessage } from './message.js';
import { Observable } from './observable.js';
import { Reactions } from './reactions.js';

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

  constructor({ gateway, conversation, me }) {
    super();
    this.reactions = new Reactions(me);
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
    if (event.type === 'reaction') {
      this.reactions.apply(event);
      this.changed();
      return;
    }
    if (isDeleted(event)) {
      this.reactions.drop(event.seq);
    }
    if (!this.#isBefore(event) && this.#entries.add(event)) {
      if (this.#entries.length > MOST && !this.reading && this.#entries.keepLast(KEEP)) {
        this.hasOlder = true;
      }
      this.changed({ added: event });
    }
  }

  /**
   * Whether a change is of a message that is not here though it would be: one that I have deleted for myself, or one whose
   * posting was lost. Only the server knows.
   */
  isUnknown(event) {
    const last = this.#entries.lastMessage();
    const change = isMessage(event) && event.type !== 'message';
    return change && last !== undefined && event.seq < last.seq && !this.#isBefore(event) && !this.#entries.has(event);
  }

  /** I have deleted a message for myself. */
  hide(seq) {
    if (this.#entries.remove(seq)) {
      this.changed();
    }
  }

  /** The beginning was removed for good. */
  trim(event) {
    this.reactions.trim(event);
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
    this.reactions.clear();
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
    page.messages.forEach((message) => this.reactions.load(message, page.rev));
    const first = this.#entries.firstMessage();
    this.hasOlder = first !== undefined && first.seq > page.firstSeq && page.messages.length > 0;
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
