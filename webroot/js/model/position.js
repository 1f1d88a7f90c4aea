/** Where I am in a conversation: what the server says, and what has come since. */
export class Position {
  #said = null;
  #rev = 0;
  /** Messages since then that are for me. */
  #mentioned = [];

  /** @param {object | undefined} said `position` as of its `lastSeq` @param {number} [userRev] when it became so */
  take(said, userRev) {
    if (userRev !== undefined && userRev < this.#rev) {
      return;
    }
    this.#rev = userRev ?? this.#rev;
    if (userRev !== undefined || !this.#said || !said || said.lastSeq >= this.#said.lastSeq || said.readSeq > this.#said.readSeq) {
      this.#said = said ?? null;
    }
  }

  /** A message names me, or everybody. */
  mentioned(seq) {
    this.#mentioned = [...this.#mentioned.filter((one) => one > (this.#said?.lastSeq ?? 0)), seq];
  }

  /** How many unread messages name me. */
  get mentions() {
    return this.#said ? (this.#said.mentions ?? 0) + this.#mentioned.filter((seq) => seq > this.#said.lastSeq).length : 0;
  }

  /** Its place among the pinned ones, ascending; null if it is not pinned. */
  get pinned() {
    return this.#said?.pinned ?? null;
  }

  get mutedUntil() {
    return this.#said?.mutedUntil ?? 0;
  }

  /** Who posts has read what was there. */
  posted(seq) {
    if (this.#said && seq > this.#said.lastSeq) {
      this.#said = { ...this.#said, readSeq: seq, lastSeq: seq, unread: 0, mentions: 0, markedUnread: false };
    }
  }

  unread(lastSeq) {
    return this.#said ? this.#said.unread + Math.max(0, lastSeq - this.#said.lastSeq) : 0;
  }

  get markedUnread() {
    return this.#said?.markedUnread ?? false;
  }

  /** @param {number} now epoch milliseconds; a mute may end while nothing is said of it */
  muted(now) {
    return (this.#said?.mutedUntil ?? 0) > now;
  }

  /** Whether it is put away: until the next message, or for as long as it is muted. */
  archived(lastSeq, now) {
    const seq = this.#said?.archivedSeq;
    return seq !== undefined && (seq >= lastSeq || this.muted(now));
  }
}
