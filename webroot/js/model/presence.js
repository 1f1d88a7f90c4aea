import { Observable } from './observable.js';

const BATCH = 100;

/** Who is here, of those that somebody looks at: each is watched while at least one viewer wants it. */
export class Presence extends Observable {
  #gateway;
  #states = new Map();
  #watched = new Map();
  #unasked = new Set();

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
  }

  /** @returns {{status: 'online'|'offline', lastActive?: number}|undefined} undefined: not known */
  get(account) {
    return this.#states.get(account);
  }

  /** @returns {() => void} ends the wish */
  want(account) {
    const watched = this.#watched.get(account);
    if (watched) {
      watched.viewers++;
    } else {
      this.#watch(account);
    }
    let wanted = true;
    return () => {
      if (wanted) {
        wanted = false;
        this.#release(account);
      }
    };
  }

  /** After a reconnect: whatever was missed. */
  async refresh() {
    for (const [account, watched] of this.#watched) {
      if (watched.ended) {
        Object.assign(watched, { ended: false, watch: this.#subscribe(account) });
      }
    }
    await this.#query([...this.#watched.keys()]);
  }

  clear() {
    this.#watched.clear();
    this.#states.clear();
    this.changed();
  }

  #watch(account) {
    this.#watched.set(account, { viewers: 1, watch: this.#subscribe(account), ended: false });
    if (this.#unasked.size === 0) {
      queueMicrotask(() => this.#queryUnasked());
    }
    this.#unasked.add(account);
  }

  #subscribe(account) {
    return this.#gateway.watchPresence(account, {
      onEvent: (event) => this.#learn([event]),
      onEnded: () => this.#hidden(account),
    });
  }

  /** That person wishes not to be seen by me any more; whether that is still so is asked after the next connection. */
  #hidden(account) {
    const watched = this.#watched.get(account);
    if (watched) {
      watched.ended = true;
      this.#states.delete(account);
      this.changed();
    }
  }

  #release(account) {
    const watched = this.#watched.get(account);
    if (watched && --watched.viewers === 0) {
      this.#watched.delete(account);
      this.#states.delete(account);
      watched.watch.stop();
    }
  }

  /** Subscribed first, then asked: a change between the two is not missed. */
  async #queryUnasked() {
    const accounts = [...this.#unasked];
    this.#unasked.clear();
    const ready = accounts.map((account) => this.#watched.get(account)?.watch.ready);
    const answers = await Promise.allSettled(ready);
    await this.#query(accounts.filter((account, i) => answers[i].status === 'fulfilled' && this.#watched.has(account)));
  }

  async #query(accounts) {
    try {
      for (let from = 0; from < accounts.length; from += BATCH) {
        this.#learn((await this.#gateway.queryPresence(accounts.slice(from, from + BATCH))).states);
      }
    } catch {
      // Without connection it is asked again after the next one.
    }
  }

  #learn(states) {
    for (const { account, status, lastActive } of states) {
      this.#states.set(account, { status, lastActive });
    }
    this.changed();
  }
}
