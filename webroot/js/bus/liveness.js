const PROBE_TIMEOUT_MS = 5_000;
const PING_MS = 20_000;
const SILENCE_MS = 45_000;

/**
 * Whether a connection that looks open is alive. A socket can look so long after the network went; only an answer proves it.
 */
export class Liveness {
  #clock;
  #ping;
  #onDead;
  #heardAt = 0;
  #timer = null;
  #asking = false;

  /** A cheap request that a living connection answers; none until it is set. */
  probe = null;

  /**
   * @param {() => void} ways.ping makes the other side hear us
   * @param {() => void} ways.onDead no answer came in time
   */
  constructor({ clock, ping, onDead }) {
    this.#clock = clock;
    this.#ping = ping;
    this.#onDead = onDead;
  }

  /** A connection opened. */
  start() {
    this.heard();
    this.#schedule();
  }

  stop() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  heard() {
    this.#heardAt = this.#clock.now();
  }

  /** Asks, one question at a time; `patienceMs` is how long the answer may take. */
  async verify({ patienceMs = PROBE_TIMEOUT_MS } = {}) {
    if (!this.probe || this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      await this.probe({ timeoutMs: patienceMs });
    } catch (failure) {
      if (failure.code === 'no_answer') {
        this.#onDead();
      }
    } finally {
      this.#asking = false;
    }
  }

  #schedule() {
    this.#timer = this.#clock.setTimeout(() => {
      this.#ping();
      if (this.#clock.now() - this.#heardAt > SILENCE_MS) {
        this.verify();
      }
      this.#schedule();
    }, PING_MS);
  }
}
