import { Observable } from './observable.js';

/** Where I am signed in: `[{id, userAgent, createdAt, seenAt, expiresAt}]`, the one that was here last first. */
export class Devices extends Observable {
  #gateway;

  constructor({ gateway }) {
    super();
    this.#gateway = gateway;
    this.forget();
  }

  async load() {
    const { sessions } = await this.#gateway.listSessions();
    this.list = sessions.sort((a, b) => b.seenAt - a.seenAt);
    this.changed();
  }

  /** Signs out another device. */
  async end(session) {
    await this.#gateway.endOtherSession(session);
    this.ended(session);
  }

  /** A session is over, wherever that was done. */
  ended(session) {
    this.list = this.list.filter(({ id }) => id !== session);
    this.changed();
  }

  forget() {
    this.list = [];
  }
}
