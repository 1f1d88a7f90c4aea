/**
 * An address that this client listens to, across reconnects.
 *
 * `ready` resolves when the server has acknowledged it on the present connection; it is a new promise after each
 * reconnect. It rejects when the server refuses.
 */
export class Subscription {
  #resolve;
  #reject;

  constructor(address, { onEvent, onEnded, onResumed }) {
    this.address = address;
    this.onEvent = onEvent;
    this.onEnded = onEnded ?? (() => {});
    this.onResumed = onResumed ?? (() => {});
    this.acknowledged = false;
    this.interrupted = false;
    this.#renew();
  }

  /** The connection went: what was acknowledged is so no longer. */
  lapse() {
    if (this.acknowledged) {
      this.acknowledged = false;
      this.#renew();
    }
  }

  /** The server ended it for a while: what came meanwhile must be asked for. */
  interrupt() {
    this.interrupted = true;
    this.lapse();
  }

  acknowledge() {
    this.acknowledged = true;
    this.#resolve();
    if (this.interrupted) {
      this.interrupted = false;
      this.onResumed();
    }
  }

  refuse(failure) {
    this.#reject(failure);
    this.onEnded(failure);
  }

  #renew() {
    this.ready = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A refusal is told by onEnded too; not everybody waits for ready.
    this.ready.catch(() => {});
  }
}
