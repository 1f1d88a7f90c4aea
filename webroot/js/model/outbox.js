import { Backoff } from '../time/backoff.js';
import { Observable } from './observable.js';

const MOST_ATTEMPTS = 8;
/** Connections that went while the same message was under way: it may be what ends them. */
const MOST_LOST = 5;

/**
 * Messages on their way. Per conversation they go one after the other, so that a repetition cannot overtake; each keeps its
 * `clientId` however often it is repeated, so that it is stored once.
 *
 * An item is `{clientId, conversation, text, replyTo?, mentions?, everyone?, time, state: 'sending'|'failed', failure}`; `replyTo` as in a
 * message.
 */
export class Outbox extends Observable {
  #gateway;
  #clock;
  #newId;
  #onStored;
  #queues = new Map();
  #busy = new Set();

  /** @param {{onStored: (item, posted) => void}} ways told when the server has stored one */
  constructor({ gateway, clock, newId, onStored }) {
    super();
    this.#gateway = gateway;
    this.#clock = clock;
    this.#newId = newId;
    this.#onStored = onStored;
  }

  items(conversation) {
    return this.#queues.get(conversation) ?? [];
  }

  post(conversation, text, { replyTo, mentions, everyone } = {}) {
    const item = {
      clientId: this.#newId(),
      conversation,
      text,
      replyTo,
      mentions,
      everyone,
      time: this.#clock.now(),
      state: 'sending',
      attempts: 0,
      lost: 0,
      backoff: new Backoff({ first: 1_000, most: 15_000 }),
    };
    this.#queues.set(conversation, [...this.items(conversation), item]);
    this.changed({ conversation });
    this.#pump(conversation);
    return item;
  }

  retry(item) {
    item.state = 'sending';
    item.failure = null;
    item.attempts = 0;
    item.lost = 0;
    this.changed({ conversation: item.conversation });
    this.#pump(item.conversation);
  }

  discard(item) {
    this.#remove(item);
  }

  /** The message was seen as an event: it is stored, whatever becomes of the answer. */
  seen(conversation, clientId) {
    const item = this.items(conversation).find((candidate) => candidate.clientId === clientId);
    if (item) {
      this.#remove(item);
    }
  }

  clear() {
    this.#queues.clear();
    this.changed({});
  }

  /** There is a connection again. */
  resume() {
    for (const conversation of this.#queues.keys()) {
      this.#pump(conversation);
    }
  }

  async #pump(conversation) {
    if (this.#busy.has(conversation)) {
      return;
    }
    this.#busy.add(conversation);
    try {
      let item;
      while ((item = this.items(conversation).find((candidate) => candidate.state === 'sending'))) {
        if (!(await this.#send(item))) {
          break;
        }
      }
    } finally {
      this.#busy.delete(conversation);
    }
  }

  /** @returns {Promise<boolean>} whether to go on: not without a connection */
  async #send(item) {
    try {
      const { conversation, text, clientId, replyTo, mentions, everyone } = item;
      const posted = await this.#gateway.post(conversation, text, clientId, { replyTo: replyTo?.seq, mentions, everyone });
      this.#remove(item, () => this.#onStored(item, posted));
      return true;
    } catch (failure) {
      if (failure.code === 'not_connected' || (failure.code === 'connection_lost' && ++item.lost < MOST_LOST)) {
        return false;
      }
      return this.#failed(item, failure);
    }
  }

  async #failed(item, failure) {
    item.attempts++;
    if (item.lost < MOST_LOST && (failure.kind === 'RETRY' || failure.kind === 'UNKNOWN')) {
      if (item.attempts < MOST_ATTEMPTS) {
        const wait = Math.max(failure.retryAfterMs ?? 0, item.backoff.next());
        await new Promise((resolve) => this.#clock.setTimeout(resolve, wait));
        return true;
      }
    }
    item.state = 'failed';
    item.failure = failure;
    this.changed({ conversation: item.conversation });
    return true;
  }

  /** @param first what must have happened before anybody looks again, so that the message is never shown twice or not at all */
  #remove(item, first = () => {}) {
    const rest = this.items(item.conversation).filter((candidate) => candidate !== item);
    rest.length > 0 ? this.#queues.set(item.conversation, rest) : this.#queues.delete(item.conversation);
    first();
    this.changed({ conversation: item.conversation });
  }
}

/** What the answer to a post says of it, as the event says it. */
export function storedMessage({ conversation, clientId, text, replyTo, mentions, everyone }, { id, seq, rev, time }, sender) {
  return { type: 'message', conversation, rev, id, seq, sender, clientId, text, time, replyTo, mentions, everyone };
}
