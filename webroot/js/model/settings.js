import { Observable } from './observable.js';

const UNKNOWN = Object.freeze({ receipts: false, presence: 'everyone', locale: '', theme: 'system' });

/** What I have set for all my devices. Until the server has said it, I count as somebody who is not told what others read. */
export class Settings extends Observable {
  #gateway;
  #values = UNKNOWN;
  #revs = new Map();

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
    this.loaded = false;
    /** Whether a password keeps my name. */
    this.registered = false;
  }

  /** Whether one tells what one reads, and is told what others have read. */
  get receipts() {
    return this.#values.receipts;
  }

  /** Who sees whether I am here: `everyone`, `contacts` or `nobody`. */
  get presence() {
    return this.#values.presence;
  }

  get locale() {
    return this.#values.locale;
  }

  /** `system`, `light` or `dark`. */
  get theme() {
    return this.#values.theme;
  }

  async load() {
    this.#answered(await this.#gateway.settings());
  }

  /** It is shown as set when the server has said so. */
  async set(name, value) {
    this.#answered(await this.#gateway.set({ [name]: value }));
  }

  async setPassword(password, current) {
    await this.#gateway.setPassword(password, current);
    this.#register(true);
  }

  async removePassword(current) {
    await this.#gateway.removePassword(current);
    this.#register(false);
  }

  /** Takes a `setting` event of mine. */
  event({ name, value, userRev }) {
    this.#take({ [name]: value }, userRev);
  }

  #answered({ settings, registered, userRev }) {
    this.loaded = true;
    this.#register(registered);
    this.#take(settings, userRev);
  }

  #register(registered) {
    if (registered !== undefined && registered !== this.registered) {
      this.registered = registered;
      this.changed();
    }
  }

  /** An answer may come later than an event that happened after it. */
  #take(said, rev) {
    const news = Object.entries(said).filter(([name]) => rev >= (this.#revs.get(name) ?? -1));
    news.forEach(([name]) => this.#revs.set(name, rev));
    const values = { ...this.#values, ...Object.fromEntries(news) };
    if (Object.keys(values).some((name) => values[name] !== this.#values[name])) {
      this.#values = values;
      this.changed();
    }
  }
}
