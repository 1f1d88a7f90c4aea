import { Observable } from './observable.js';

const QUIET_MS = 5_000;

/**
 * The state of the connection as people should see it: short breaks are nobody's business.
 * `shown` is `none`, `reconnecting` or `offline`; `retryAt` says when it is tried again.
 */
export class Connection extends Observable {
  #clock;
  #online;
  #timer = null;
  #troubled = false;

  /** @param {{online: () => boolean}} device what the browser believes about the network */
  constructor({ clock, online }) {
    super();
    this.#clock = clock;
    this.#online = online;
    this.open = false;
    this.shown = 'none';
    this.retryAt = null;
  }

  /** Takes a state of the bridge. */
  heard({ state, retryAt }) {
    this.open = state === 'open';
    this.retryAt = retryAt ?? null;
    if (this.open || state === 'closed') {
      this.#calm();
    } else {
      this.#timer ??= this.#clock.setTimeout(() => this.#complain(), QUIET_MS);
    }
    this.#show();
  }

  #complain() {
    this.#troubled = true;
    this.#show();
  }

  #calm() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#troubled = false;
  }

  #show() {
    this.shown = !this.#troubled ? 'none' : this.#online() ? 'reconnecting' : 'offline';
    this.changed();
  }
}
