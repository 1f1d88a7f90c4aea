import { Backoff } from '../time/backoff.js';
import { connectionLost, failureFromWire, notConnected } from './failure.js';
import { Liveness } from './liveness.js';
import { Requests } from './requests.js';
import { Subscription } from './subscription.js';

const REQUEST_TIMEOUT_MS = 15_000;
const RESUME_MS = 2_000;

/** Closed by the server because the session ended: coming back would be refused. */
const CLOSE_SESSION_ENDED = 4001;

const deferred = () => {
  let resolve;
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
};

/**
 * The event bus of the server, over a socket that comes back by itself.
 *
 * Subscriptions outlive connections; requests do not: one that was under way when the connection went fails with kind
 * UNKNOWN. `onState` hears `{state: 'connecting'|'open'|'waiting'|'closed', retryAt?, opened?, code?}`; in state `waiting`,
 * `opened` tells whether the connection that went had ever been open.
 */
export class Bridge {
  #openSocket;
  #clock;
  #backoff;
  #liveness;
  #socket = null;
  #state = 'closed';
  #subscriptions = new Map();
  #requests;
  #retry = null;
  /** Over XHR the close frame cannot carry the server's code; a frame before it does. */
  #closing = null;
  /** Ends when the present connection is made or given up. */
  #opening = null;
  #random;

  /**
   * @param {() => {send(text), close(), onopen, onmessage, onclose, onheartbeat}} openSocket what SockJS makes
   */
  constructor({ openSocket, clock, random = Math.random, onState = () => {} }) {
    this.#openSocket = openSocket;
    this.#clock = clock;
    this.#random = random;
    this.#backoff = new Backoff({ random });
    this.#requests = new Requests({ clock, prefix: `reply.${random().toString(36).slice(2)}` });
    this.#liveness = new Liveness({ clock, ping: () => this.#send({ type: 'ping' }), onDead: () => this.#lost() });
    this.onState = onState;
  }

  get state() {
    return this.#state;
  }

  /** A cheap request that shows whether the connection lives. */
  set probe(probe) {
    this.#liveness.probe = probe;
  }

  start() {
    if (this.#state === 'closed') {
      this.#connect();
    }
  }

  /** Ends the connection and forgets all subscriptions. */
  stop() {
    for (const address of [...this.#subscriptions.keys()]) {
      this.unsubscribe(address);
    }
    this.#become('closed');
    this.#drop();
  }

  /**
   * Tries at once if it was waiting; else makes sure that the connection is not a dead one.
   *
   * @param {{patienceMs?: number}} [options] how long an answer may take
   */
  wake(options) {
    if (this.#state === 'waiting') {
      this.#connect();
    } else if (this.#state === 'open') {
      this.#liveness.verify(options);
    }
  }

  /**
   * Waits for a connection that is being made; without any it fails at once.
   *
   * @returns {Promise<object>} the answer; rejects with a Failure
   */
  async request(address, body, { timeoutMs = REQUEST_TIMEOUT_MS } = {}) {
    if (this.#state === 'connecting') {
      await this.#opening.promise;
    }
    if (this.#state !== 'open') {
      throw notConnected();
    }
    const { replyAddress, answer } = this.#requests.open(timeoutMs);
    this.#send({ type: 'send', address, body, replyAddress });
    return answer;
  }

  /** @returns {Subscription} */
  subscribe(address, { onEvent, onEnded, onResumed }) {
    const subscription = new Subscription(address, { onEvent, onEnded, onResumed });
    this.#subscriptions.set(address, subscription);
    this.#register(subscription);
    return subscription;
  }

  unsubscribe(address) {
    // Nobody may wait for ever for an acknowledgement that is no longer wanted.
    this.#subscriptions.get(address)?.acknowledge();
    if (this.#subscriptions.delete(address) && this.#state === 'open') {
      this.#send({ type: 'unregister', address });
    }
  }

  /** Resolves when every present subscription has been acknowledged or refused. */
  async settled() {
    await Promise.allSettled([...this.#subscriptions.values()].map((subscription) => subscription.ready));
  }

  #connect() {
    this.#clock.clearTimeout(this.#retry);
    this.#opening = deferred();
    this.#become('connecting');
    const socket = this.#openSocket();
    this.#socket = socket;
    this.#closing = null;
    const mine = (handle) => (event) => this.#socket === socket && handle(event);
    socket.onopen = mine(() => this.#opened());
    socket.onmessage = mine((event) => this.#heard(event.data));
    socket.onheartbeat = mine(() => this.#liveness.heard());
    socket.onclose = mine((event) => this.#lost(event?.code));
  }

  #opened() {
    this.#backoff.reset();
    this.#state = 'open';
    for (const subscription of this.#subscriptions.values()) {
      this.#register(subscription);
    }
    this.#liveness.start();
    this.#become('open');
    this.#opening.resolve();
  }

  #lost(closeCode) {
    const opened = this.#state === 'open';
    const code = this.#closing ?? closeCode;
    this.#drop();
    if (code === CLOSE_SESSION_ENDED) {
      this.#become('closed', { code, ended: true });
      return;
    }
    const wait = this.#backoff.next();
    this.#retry = this.#clock.setTimeout(() => this.#connect(), wait);
    this.#become('waiting', { retryAt: this.#clock.now() + wait, opened, code });
  }

  /** Lets go of the socket; late events of it are ignored because it is no longer the present one. */
  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#liveness.stop();
    this.#clock.clearTimeout(this.#retry);
    for (const subscription of this.#subscriptions.values()) {
      subscription.lapse();
    }
    socket?.close();
    this.#requests.failAll(connectionLost);
    this.#opening?.resolve();
  }

  #become(state, detail = {}) {
    this.#state = state;
    this.onState({ state, ...detail });
  }

  #register({ address }) {
    if (this.#state === 'open') {
      this.#send({ type: 'register', address, headers: { ack: 'true' } });
    }
  }

  #send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #heard(text) {
    this.#liveness.heard();
    const frame = JSON.parse(text);
    if (frame.event === 'registered') {
      this.#subscriptions.get(frame.message?.address ?? frame.address)?.acknowledge();
    } else if (frame.event === 'closing') {
      this.#closing = frame.message?.code;
    } else if (frame.type === 'rec') {
      this.#requests.answer(frame.address, frame.body) || this.#subscriptions.get(frame.address)?.onEvent(frame.body);
    } else if (frame.type === 'err' && frame.address) {
      this.#failed(frame);
    }
  }

  #failed(frame) {
    const failure = failureFromWire(frame);
    if (this.#requests.fail(frame.address, failure)) {
      return;
    }
    const subscription = this.#subscriptions.get(frame.address);
    if (subscription && !failure.refused) {
      this.#resume(subscription, failure.retryAfterMs ?? RESUME_MS);
    } else {
      this.#subscriptions.delete(frame.address);
      subscription?.refuse(failure);
    }
  }

  /** The server cannot keep the subscription now, with nothing said against it. Spread, as all of a room hear this at once. */
  #resume(subscription, afterMs) {
    const socket = this.#socket;
    subscription.interrupt();
    this.#clock.setTimeout(() => {
      if (this.#socket === socket && this.#subscriptions.get(subscription.address) === subscription) {
        this.#register(subscription);
      }
    }, afterMs * (1 + this.#random()));
  }
}
