import { Failure, failureFromWire } from './failure.js';

/** The few things that go by HTTP: they happen before there is a socket. The cookie is the browser's business. */
export class Http {
  #fetch;

  constructor(fetch) {
    this.#fetch = fetch;
  }

  createSession(name, password) {
    return this.#ask('POST', '/v1/session', { name, password });
  }

  /** @returns {Promise<object|null>} null if nobody is signed in */
  async currentSession() {
    try {
      return await this.#ask('GET', '/v1/session');
    } catch (failure) {
      if (failure.code === 'not_signed_in') {
        return null;
      }
      throw failure;
    }
  }

  endSession() {
    return this.#ask('DELETE', '/v1/session');
  }

  async #ask(method, path, body) {
    const response = await this.#reach(method, path, body);
    if (response.status === 204) {
      return null;
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok) {
      return answer;
    }
    if (response.status === 401 && !answer.code) {
      throw new Failure({ code: 'not_signed_in', kind: 'REFUSED' });
    }
    throw failureFromWire({ kind: response.status >= 500 ? 'UNKNOWN' : 'REFUSED', ...answer });
  }

  async #reach(method, path, body) {
    try {
      return await this.#fetch(path, {
        method,
        headers: body ? { 'Content-Type': 'application/json', Accept: 'application/json' } : { Accept: 'application/json' },
        body: body && JSON.stringify(body),
        credentials: 'include',
        cache: 'no-store',
      });
    } catch {
      throw new Failure({ code: 'not_connected', kind: 'RETRY' });
    }
  }
}
