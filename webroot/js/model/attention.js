import { Observable } from './observable.js';

/** How many messages came while nobody looked at the page. */
export class Attention extends Observable {
  #hidden;

  constructor({ hidden }) {
    super();
    this.#hidden = hidden;
    this.count = 0;
  }

  arrived() {
    if (this.#hidden()) {
      this.count++;
      this.changed();
    }
  }

  looked() {
    if (!this.#hidden() && this.count > 0) {
      this.count = 0;
      this.changed();
    }
  }
}
