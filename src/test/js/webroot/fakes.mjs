import { readFileSync } from 'node:fs';

/** A clock that stands until it is moved. */
export class TestClock {
  #timers = new Map();
  #number = 0;

  constructor(now = 1_700_000_000_000) {
    this.time = now;
  }

  now = () => this.time;

  setTimeout = (task, ms) => {
    this.#timers.set(++this.#number, { task, at: this.time + ms });
    return this.#number;
  };

  clearTimeout = (timer) => this.#timers.delete(timer);

  /** Moves on and does what falls due, letting promises settle in between. */
  async advance(ms) {
    const end = this.time + ms;
    await settle();
    for (let due = this.#due(end); due; due = this.#due(end)) {
      const [number, { task, at }] = due;
      this.#timers.delete(number);
      this.time = at;
      task();
      await settle();
    }
    this.time = end;
  }

  #due(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}

/** Lets everything that waits for a promise go on. */
export const settle = () => new Promise((resolve) => setImmediate(resolve));

/** The server's end of the sockets that a bridge opens. */
export class TestSockets {
  opened = [];

  open = () => {
    const socket = { sent: [], send: (text) => socket.sent.push(JSON.parse(text)), close: () => (socket.closed = true) };
    this.opened.push(socket);
    return socket;
  };

  get last() {
    return this.opened.at(-1);
  }

  /** The frames that the client has sent on the present socket. */
  sent(type) {
    return this.last.sent.filter((frame) => frame.type === type);
  }

  say(frame) {
    this.last.onmessage({ data: JSON.stringify(frame) });
  }

  acknowledgeAll() {
    for (const { address } of this.sent('register')) {
      this.say({ type: 'event', event: 'registered', message: { address } });
    }
  }
}

/** A file of the contract, which the Java tests read too. */
export function golden(path) {
  return JSON.parse(readFileSync(new URL(`../../resources/contract/${path}.json`, import.meta.url), 'utf8'));
}

/** Reproducible chance. */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
