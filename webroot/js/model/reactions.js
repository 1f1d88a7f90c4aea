const NONE = Object.freeze([]);

/**
 * What people think of the messages of a conversation, kept by `seq` whether or not the message is loaded. A kind is
 * `{kind, count, mine, firstRev}`; those of a message are in order of first use.
 */
export class Reactions {
  #me;
  #bySeq = new Map();

  constructor(me) {
    this.#me = me;
  }

  /** The kinds of a message; another list whenever something has changed. */
  of(seq) {
    return this.#bySeq.get(seq)?.list ?? NONE;
  }

  /** Takes an event `reaction`; events come in order of `rev`. */
  apply({ seq, kind, account, on, count, firstRev, rev }) {
    const kinds = new Map(this.#bySeq.get(seq)?.kinds);
    const known = kinds.get(kind);
    const mine = account === this.#me ? on : Boolean(known?.mine);
    kinds.set(kind, { kind, count, mine, firstRev, rev });
    this.#keep(seq, kinds);
  }

  /** Takes what a page of history says of a message, except where an event has told of something later. */
  load({ seq, reactions = [] }, pageRev) {
    const later = [...(this.#bySeq.get(seq)?.kinds.values() ?? [])].filter(({ rev }) => rev > pageRev);
    const kinds = new Map(reactions.map((one) => [one.kind, { ...one, rev: pageRev }]));
    later.forEach((one) => kinds.set(one.kind, one));
    this.#keep(seq, kinds);
  }

  /** The message was deleted, and they with it. */
  drop(seq) {
    this.#bySeq.delete(seq);
  }

  /** Messages below a seq were removed for good. */
  trim({ firstSeq }) {
    [...this.#bySeq.keys()].filter((seq) => seq < firstSeq).forEach((seq) => this.#bySeq.delete(seq));
  }

  clear() {
    this.#bySeq.clear();
  }

  /** Taken-back ones stay with the revision that they took: a page may be older. */
  #keep(seq, kinds) {
    const list = [...kinds.values()]
      .filter(({ count }) => count > 0)
      .sort((a, b) => a.firstRev - b.firstRev)
      .map(({ kind, count, mine, firstRev }) => ({ kind, count, mine, firstRev }));
    this.#bySeq.set(seq, { kinds, list });
  }
}
