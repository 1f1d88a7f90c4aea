import { noAnswer } from './failure.js';

/** Requests that wait for their answer, by reply address. */
export class Requests {
  #waiting = new Map();
  #clock;
  #number = 0;
  #prefix;

  constructor({ clock, prefix }) {
    this.#clock = clock;
    this.#prefix = prefix;
  }

  /** @returns {{replyAddress: string, answer: Promise<object>}} */
  open(timeoutMs) {
    const replyAddress = `${this.#prefix}.${++this.#number}`;
    const answer = new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => this.#take(replyAddress)?.reject(noAnswer()), timeoutMs);
      this.#waiting.set(replyAddress, { resolve, reject, timer });
    });
    return { replyAddress, answer };
  }

  /** @returns {boolean} whether it was the answer to one of these */
  answer(address, body) {
    const request = this.#take(address);
    request?.resolve(body);
    return request !== undefined;
  }

  fail(address, failure) {
    const request = this.#take(address);
    request?.reject(failure);
    return request !== undefined;
  }

  failAll(makeFailure) {
    for (const address of [...this.#waiting.keys()]) {
      this.fail(address, makeFailure());
    }
  }

  #take(address) {
    const request = this.#waiting.get(address);
    if (request) {
      this.#waiting.delete(address);
      this.#clock.clearTimeout(request.timer);
    }
    return request;
  }
}
