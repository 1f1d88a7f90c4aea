const isMessage = (event) => event.type === 'message';
const keyOf = (event) => (isMessage(event) ? `m${event.seq}` : `r${event.rev}`);
const positionOf = (event) => (isMessage(event) ? event.seq : (event.afterSeq ?? 0));

/** Messages by seq; what is not a message behind the one that it came after, by rev. */
function compare(a, b) {
  return positionOf(a) - positionOf(b) || Number(isMessage(b)) - Number(isMessage(a)) || a.rev - b.rev;
}

/** The entries of a conversation in the order in which people see them; adding one twice does nothing. */
export class Entries {
  #keys = new Set();
  list = [];

  get length() {
    return this.list.length;
  }

  /** @returns {boolean} whether it was new */
  add(event) {
    if (this.#keys.has(keyOf(event))) {
      return false;
    }
    this.#keys.add(keyOf(event));
    let at = this.list.length;
    while (at > 0 && compare(this.list[at - 1], event) > 0) {
      at--;
    }
    this.list.splice(at, 0, event);
    return true;
  }

  /** Adds a page that mostly lies before what is there. */
  addAll(events) {
    const fresh = events.filter((event) => !this.#keys.has(keyOf(event)));
    for (const event of fresh) {
      this.#keys.add(keyOf(event));
    }
    this.list = fresh.concat(this.list).sort(compare);
  }

  firstMessage() {
    return this.list.find(isMessage);
  }

  /** Forgets messages below a seq, and what else is from before a time. */
  trim({ firstSeq, before }) {
    this.list = this.list.filter((event) => (isMessage(event) ? event.seq >= firstSeq : event.time >= before));
    this.#keys = new Set(this.list.map(keyOf));
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
    this.#keys = new Set(this.list.map(keyOf));
    return true;
  }
}

/**
 * The stretch of revisions that messages leave out between two of them: there something else happened ("bob joined").
 *
 * @returns {{since: number, upTo: number}|null} at most `most` revisions, the latest ones
 */
export function holes(messages, from, upTo, most = 500) {
  const known = new Set(messages.map((message) => message.rev));
  let first = null;
  let last = null;
  for (let rev = upTo; rev >= from && rev > upTo - most; rev--) {
    if (!known.has(rev)) {
      last ??= rev;
      first = rev;
    }
  }
  return first === null ? null : { since: first - 1, upTo: last };
}
