import { isMessage } from './message.js';

const keyOf = (event) => (isMessage(event) ? `m${event.seq}` : `r${event.rev}`);
const positionOf = (event) => (isMessage(event) ? event.seq : (event.afterSeq ?? 0));

/** Messages by seq; what is not a message behind the one that it came after, by rev. */
function compare(a, b) {
  return positionOf(a) - positionOf(b) || Number(isMessage(b)) - Number(isMessage(a)) || a.rev - b.rev;
}

/**
 * The entries of a conversation in the order in which people see them. A message is there once, as the event with its highest
 * `rev` says; it keeps its place whatever becomes of it.
 */
export class Entries {
  #byKey = new Map();
  list = [];

  get length() {
    return this.list.length;
  }

  /** @returns {boolean} whether it said something new */
  add(event) {
    const known = this.#byKey.get(keyOf(event));
    if (known) {
      return this.#replace(known, event);
    }
    this.#byKey.set(keyOf(event), event);
    let at = this.list.length;
    while (at > 0 && compare(this.list[at - 1], event) > 0) {
      at--;
    }
    this.list.splice(at, 0, event);
    return true;
  }

  #replace(known, event) {
    if (event.rev <= known.rev) {
      return false;
    }
    this.#byKey.set(keyOf(event), event);
    this.list[this.list.lastIndexOf(known)] = event;
    return true;
  }

  /** Adds a page that mostly lies before what is there. */
  addAll(events) {
    for (const event of events) {
      const known = this.#byKey.get(keyOf(event));
      if (!known || event.rev > known.rev) {
        this.#byKey.set(keyOf(event), event);
      }
    }
    this.list = [...this.#byKey.values()].sort(compare);
  }

  has(event) {
    return this.#byKey.has(keyOf(event));
  }

  /** The message with that number, if it is here. */
  message(seq) {
    return this.#byKey.get(`m${seq}`);
  }

  /** Forgets a message. @returns {boolean} whether it was there */
  remove(seq) {
    const known = this.#byKey.get(`m${seq}`);
    this.#byKey.delete(`m${seq}`);
    this.list = this.list.filter((event) => event !== known);
    return known !== undefined;
  }

  lastMessage() {
    return this.list.findLast(isMessage);
  }

  firstMessage() {
    return this.list.find(isMessage);
  }

  /** Forgets messages below a seq, and what else is from before a time. */
  trim({ firstSeq, before }) {
    this.list = this.list.filter((event) => (isMessage(event) ? event.seq >= firstSeq : event.time >= before));
    this.#reindex();
  }

  /** Forgets the oldest ones, so that a message is the first that stays. */
  keepLast(count) {
    let from = this.list.length - count;
    while (from > 0 && from < this.list.length && !isMessage(this.list[from])) {
      from++;
    }
    if (from <= 0 || from >= this.list.length) {
      return false;
    }
    this.list = this.list.slice(from);
    this.#reindex();
    return true;
  }

  #reindex() {
    this.#byKey = new Map(this.list.map((event) => [keyOf(event), event]));
  }
}
