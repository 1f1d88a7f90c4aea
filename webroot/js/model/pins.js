import { Observable } from './observable.js';

const RETRY_MS = 2_000;

/** The messages that a conversation has at hand, the one that was pinned last first: `[{message, actor, time}]`. */
export class Pins extends Observable {
  #gateway;
  #clock;
  #conversation;
  #loads = 0;

  constructor({ gateway, clock, conversation }) {
    super();
    this.#gateway = gateway;
    this.#clock = clock;
    this.#conversation = conversation;
    this.list = [];
    this.state = 'loading';
    conversation.observe((news) => this.#follow(news?.event));
  }

  has(seq) {
    return this.list.some(({ message }) => message.seq === seq);
  }

  /** Events tell which message, not what is in it: asked anew, with whatever comes meanwhile. */
  async load() {
    const load = ++this.#loads;
    try {
      const list = [];
      let after;
      do {
        const { pins, next } = await this.#gateway.pins(this.#conversation.id, after);
        list.push(...pins);
        after = next;
      } while (after && load === this.#loads);
      if (load === this.#loads) {
        this.list = list;
        this.#become('ready');
      }
    } catch (failure) {
      if (load === this.#loads) {
        this.#failed(failure);
      }
    }
  }

  #failed(failure) {
    if (failure.kind === undefined) {
      throw failure;
    }
    this.#become('failed');
    if (failure.kind !== 'REFUSED') {
      this.#clock.setTimeout(() => this.state === 'failed' && this.load(), failure.retryAfterMs ?? RETRY_MS);
    }
  }

  #follow(event) {
    if (event?.type === 'pinned') {
      this.load();
    } else if (event?.type === 'unpinned' || event?.type === 'deleted') {
      this.#keep(({ seq }) => seq !== event.seq);
    } else if (event?.type === 'trimmed') {
      this.#keep(({ seq }) => seq >= event.firstSeq);
    } else if (event?.type === 'edited' && this.has(event.seq)) {
      this.list = this.list.map((pin) => (pin.message.seq === event.seq ? { ...pin, message: event } : pin));
      this.changed();
    }
  }

  /** An answer that is under way may be from before. */
  #keep(stays) {
    this.list = this.list.filter(({ message }) => stays(message));
    this.changed();
    if (this.state === 'loading') {
      this.load();
    }
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
