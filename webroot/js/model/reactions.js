const NONE = Object.freeze([]);

/**
 * What people think of the messages of a conversation, kept by `seq` whether or not the message is loaded. A kind is
 * `{kind, count, mine, firstRev}`; those of a message are in order of first use.
 */
export class Reactions {
  #me;
  #bySeq = new Map();
  /** What I have just asked for and no event has told of yet, by seq and kind. */
  #wishes = new Map();

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
    if (account === this.#me) {
      this.#wishes.get(seq)?.delete(kind);
    }
    kinds.set(kind, { kind, count, mine, firstRev, rev });
    this.#keep(seq, kinds);
  }

  /** I want mine to be there, or not: it is shown so until an event or a refusal comes. */
  wish(seq, kind, on) {
    this.#wishes.set(seq, new Map(this.#wishes.get(seq)).set(kind, on));
    this.#keep(seq, this.#bySeq.get(seq)?.kinds ?? new Map());
  }

  /** It was refused. */
  giveUp(seq, kind) {
    this.#wishes.get(seq)?.delete(kind);
    this.#keep(seq, this.#bySeq.get(seq)?.kinds ?? new Map());
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
    this.#wishes.delete(seq);
  }

  /** Messages below a seq were removed for good. */
  trim({ firstSeq }) {
    [...this.#bySeq.keys()].filter((seq) => seq < firstSeq).forEach((seq) => this.#bySeq.delete(seq));
  }

  clear() {
    this.#bySeq.clear();
    this.#wishes.clear();
  }

  /** Taken-back ones stay with the revision that they took: a page may be older. */
  #keep(seq, kinds) {
    const list = this.#wished(seq, kinds)
      .filter(({ count }) => count > 0)
      .sort((a, b) => a.firstRev - b.firstRev || 0)
      .map(({ kind, count, mine, firstRev }) => ({ kind, count, mine, firstRev }));
    this.#bySeq.set(seq, { kinds, list });
  }

  #wished(seq, kinds) {
    const shown = new Map(kinds);
    for (const [kind, on] of this.#wishes.get(seq) ?? []) {
      const known = kinds.get(kind) ?? { kind, count: 0, mine: false, firstRev: Infinity };
      if (known.mine !== on) {
        shown.set(kind, { ...known, mine: on, count: known.count + (on ? 1 : -1), firstRev: known.count > 0 ? known.firstRev : Infinity });
      }
    }
    return [...shown.values()];
  }
}
