/**
 * Waiting times between attempts, with full jitter: a random time up to an exponentially growing bound, so that the clients
 * of a node that dies do not come back in one wave.
 */
export class Backoff {
  #attempt = 0;
  #random;
  #first;
  #most;

  constructor({ first = 500, most = 20_000, random = Math.random } = {}) {
    this.#first = first;
    this.#most = most;
    this.#random = random;
  }

  /** @returns {number} milliseconds to wait before the next attempt, never below 50 */
  next() {
    const bound = Math.min(this.#most, this.#first * 2 ** this.#attempt);
    this.#attempt = Math.min(this.#attempt + 1, 30);
    return Math.max(50, Math.round(this.#random() * bound));
  }

  reset() {
    this.#attempt = 0;
  }
}
