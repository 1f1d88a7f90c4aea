import { Observable } from './observable.js';

const BATCH = 100;
const MOST_RENAMED = 500;

/** Names of accounts, by id. Unknown ones that are asked for are fetched together, at the end of the turn. */
export class People extends Observable {
  #gateway;
  #byId = new Map();
  #wanted = new Set();
  #asked = new Set();
  #scheduled = false;
  /** Up to when all changes of names are known; undefined: not known. */
  #time;
  /** Whoever the directory has told of since the last question. */
  #heard = new Set();
  #missing = false;

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
  }

  /** @returns {{id: string, name: string}|undefined} undefined until it is known; then a change is told */
  get(id) {
    if (!this.#asked.has(id)) {
      this.#wanted.add(id);
      this.#schedule();
    }
    return this.#byId.get(id);
  }

  /** @returns {string} the name, empty until it is known */
  name(id) {
    return this.get(id)?.name ?? '';
  }

  learn(accounts) {
    let news = false;
    for (const account of accounts) {
      this.#asked.add(account.id);
      if (this.#byId.get(account.id)?.name !== account.name) {
        this.#byId.set(account.id, account);
        news = true;
      }
    }
    if (news) {
      this.changed();
    }
  }

  /** Takes what the directory tells. */
  hear(account) {
    this.#heard.add(account.id);
    this.learn([account]);
  }

  /**
   * After each connection, subscribed to the directory: names that have changed without one. Where that is not known, or where
   * they are many, whoever is looked at is asked for once more.
   */
  async refresh() {
    this.#heard.clear();
    const { accounts, time, next } = await this.#gateway.listRenamed({ since: this.#time, limit: MOST_RENAMED });
    if (this.#time === undefined || this.#missing || next) {
      this.#missing = false;
      this.#asked.clear();
    }
    this.#time = time;
    this.learn(accounts.filter(({ id }) => this.#byId.has(id) && !this.#heard.has(id)));
    this.changed();
  }

  clear() {
    this.#time = undefined;
    this.#byId.clear();
    this.#asked.clear();
    this.#wanted.clear();
  }

  #schedule() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      queueMicrotask(() => this.#fetch());
    }
  }

  async #fetch() {
    this.#scheduled = false;
    const ids = [...this.#wanted];
    this.#wanted.clear();
    for (const id of ids) {
      this.#asked.add(id);
    }
    for (let from = 0; from < ids.length; from += BATCH) {
      await this.#fetchBatch(ids.slice(from, from + BATCH));
    }
  }

  async #fetchBatch(ids) {
    try {
      this.learn((await this.#gateway.getAccounts(ids)).accounts);
    } catch {
      // Without connection the names come with the refresh after the next one.
      this.#missing = true;
    }
  }
}
