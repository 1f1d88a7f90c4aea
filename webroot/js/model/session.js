import { Observable } from './observable.js';

/** Who is signed in here. `state` is `unknown` until the server has been asked, then `out` or `in`. */
export class Session extends Observable {
  #gateway;

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
    this.state = 'unknown';
    this.account = null;
    this.application = null;
    this.reason = null;
  }

  /** Asks whether this browser is signed in. */
  async restore() {
    const session = await this.#gateway.currentSession();
    session ? this.#enter(session) : this.#leave(null);
  }

  /** Rejects with a Failure of code `name_taken`, `wrong_password`, `name_invalid`, … */
  async signIn(name, password) {
    this.#enter(await this.#gateway.createSession(name, password));
  }

  async signOut() {
    await this.#gateway.endSession();
    this.#leave(null);
  }

  /** The server ended the session. */
  expired() {
    this.#leave('expired');
  }

  async rename(name) {
    this.renamed(await this.#gateway.renameAccount(name));
  }

  /** My name was changed, here or on another device. */
  renamed(account) {
    if (account.id === this.account?.id && account.name !== this.account.name) {
      this.account = account;
      this.changed();
    }
  }

  #enter({ account, application, session }) {
    this.account = account;
    /** This device, among the sessions. */
    this.id = session?.id ?? null;
    this.application = application;
    this.state = 'in';
    this.reason = null;
    this.changed();
  }

  #leave(reason) {
    this.account = null;
    this.state = 'out';
    this.reason = reason;
    this.changed();
  }
}
