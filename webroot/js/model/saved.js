import { Observable } from './observable.js';

const PAGE = 50;
const keyOf = (conversation, seq) => `${conversation}:${seq}`;

/** The messages that I have saved: which ones they are, and as a list the last saved first. */
export class Saved extends Observable {
  #gateway;
  #keys = new Map();
  #next;
  #loads = 0;

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
    /** `[{conversation, seq, time, message?}]`; without `message` it is not to be seen any more. */
    this.list = [];
    this.state = 'empty';
  }

  get hasMore() {
    return Boolean(this.#next);
  }

  has(conversation, seq) {
    return this.#keys.get(keyOf(conversation, seq))?.saved ?? false;
  }

  async save(conversation, seq, on) {
    this.event(await (on ? this.#gateway.save(conversation, seq) : this.#gateway.unsave(conversation, seq)));
  }

  /** Takes a `saved` event; the list is asked for anew if somebody looks at it. */
  event({ conversation, seq, saved, userRev }) {
    const key = keyOf(conversation, seq);
    if (userRev < (this.#keys.get(key)?.userRev ?? 0)) {
      return;
    }
    const news = this.has(conversation, seq) !== saved;
    this.#keys.set(key, { saved, userRev });
    if (!saved) {
      this.list = this.list.filter((one) => keyOf(one.conversation, one.seq) !== key);
    } else if (news && this.state !== 'empty') {
      this.load();
    }
    this.changed();
  }

  async load() {
    this.#next = undefined;
    await this.#read([]);
  }

  async more() {
    await this.#read(this.list);
  }

  forget() {
    this.#keys.clear();
    this.list = [];
    this.state = 'empty';
  }

  async #read(before) {
    const load = ++this.#loads;
    this.state = 'loading';
    this.changed();
    try {
      const { saved, next } = await this.#gateway.saved({ after: this.#next, limit: PAGE });
      if (load === this.#loads) {
        const known = new Set(before.map(({ conversation, seq }) => keyOf(conversation, seq)));
        this.list = [...before, ...saved.filter(({ conversation, seq }) => !known.has(keyOf(conversation, seq)))];
        this.#next = next;
        this.state = 'ready';
      }
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
      if (load === this.#loads) {
        this.state = 'failed';
      }
    }
    this.changed();
  }
}
