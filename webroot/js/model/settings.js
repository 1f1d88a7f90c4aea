import { Observable } from './observable.js';

/** What I have set for all my devices. Until the server has said it, I count as somebody who is not told what others read. */
export class Settings extends Observable {
  #gateway;
  #rev = -1;

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
    this.receipts = false;
  }

  async load() {
    const { settings, userRev } = await this.#gateway.settings();
    this.#take(settings.receipts, userRev);
  }

  /** Takes a `setting` event of mine. */
  event({ name, value, userRev }) {
    if (name === 'receipts') {
      this.#take(value, userRev);
    }
  }

  /** An answer may come later than an event that happened after it. */
  #take(receipts, rev) {
    if (rev < this.#rev) {
      return;
    }
    this.#rev = rev;
    if (receipts !== this.receipts) {
      this.receipts = receipts;
      this.changed();
    }
  }
}
