/** How far the others of a conversation are. `complete` once everybody's cursors are known. */
export class Receipts {
  #me;
  #cursors = new Map();
  #number = 0;

  constructor({ me }) {
    this.#me = me;
    this.complete = false;
  }

  /** The number behind which the server has more, or nothing for everything. */
  get after() {
    return this.complete ? this.#number : undefined;
  }

  /** Takes a `receipt` event. */
  event({ receiptRev, account, delivered, read }) {
    this.#number = Math.max(this.#number, receiptRev);
    this.#reach(account, delivered, read);
  }

  /** Takes the answer of `conversation.receipts`. */
  load({ receiptRev, receipts }) {
    receipts.forEach(({ account, delivered, read }) => this.#reach(account, delivered, read));
    this.#number = Math.max(this.#number, receiptRev);
    this.complete = true;
  }

  /** Whoever posts has read what was there. */
  posted({ sender, seq }) {
    this.#reach(sender, seq, seq);
  }

  forget(account) {
    this.#cursors.delete(account);
  }

  /**
   * @param {string[]} others all who must have it
   * @returns {'stored' | 'delivered' | 'read'}
   */
  stateOf(seq, others) {
    const rest = others.filter((id) => id !== this.#me);
    const all = (cursor) => rest.length > 0 && rest.every((id) => this.#cursors.get(id)?.[cursor] >= seq);
    return all('read') ? 'read' : all('delivered') ? 'delivered' : 'stored';
  }

  /** Cursors only rise, in whichever order the news of them comes. */
  #reach(account, delivered = 0, read = 0) {
    const known = this.#cursors.get(account);
    this.#cursors.set(account, {
      delivered: Math.max(known?.delivered ?? 0, delivered, read),
      read: Math.max(known?.read ?? 0, read),
    });
  }
}
