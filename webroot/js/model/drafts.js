import { Observable } from './observable.js';

const PAUSE_MS = 700;
const RETRY_MS = 3_000;
const NONE = Object.freeze({ text: '', replyTo: null, other: '' });

/**
 * What I am writing, per conversation: `{text, replyTo, other}`, where `other` is what another device had written and this one
 * did not know. It is kept here at once and by the server a moment later.
 */
export class Drafts extends Observable {
  #gateway;
  #clock;
  #byId = new Map();

  constructor({ gateway, clock }) {
    super();
    this.#gateway = gateway;
    this.#clock = clock;
  }

  get(conversation) {
    return this.#byId.get(conversation)?.shown ?? NONE;
  }

  /** @param {{text?: string, replyTo?: number | null}} change */
  write(conversation, change) {
    const draft = this.#of(conversation);
    draft.shown = { ...draft.shown, ...change };
    draft.dirty = true;
    this.#later(conversation, draft, PAUSE_MS);
    this.changed();
  }

  /** It was sent, or thrown away. */
  clear(conversation) {
    this.write(conversation, { text: '', replyTo: null });
    this.#send(conversation);
  }

  /** The other device's text is taken over, behind what is here, or thrown away. */
  settle(conversation, take) {
    const draft = this.#of(conversation);
    const { text, other } = draft.shown;
    draft.settled = true;
    this.write(conversation, { text: take ? [text, other].filter(Boolean).join('\n') : text, other: '' });
    this.#send(conversation);
  }

  /** Takes a `draft` event: live, or as a sync tells it. */
  event(event) {
    const draft = this.#of(event.conversation);
    if (draft.sending) {
      // It may be the echo of what is under way; the answer tells.
      draft.heard = event;
    } else if (event.userRev > draft.base && !draft.dirty) {
      this.#adopt(draft, event);
    }
  }

  /** There is a connection again, or the page is about to go. */
  flush() {
    [...this.#byId.keys()].forEach((conversation) => this.#send(conversation));
  }

  forget() {
    this.#byId.forEach(({ timer }) => this.#clock.clearTimeout(timer));
    this.#byId.clear();
    this.changed();
  }

  #of(conversation) {
    let draft = this.#byId.get(conversation);
    if (!draft) {
      draft = { shown: NONE, stored: NONE, base: 0, dirty: false, settled: false, sending: false, heard: null, timer: null };
      this.#byId.set(conversation, draft);
    }
    return draft;
  }

  #adopt(draft, { text, replyTo, other, userRev }) {
    draft.base = userRev;
    draft.shown = { text, replyTo: replyTo ?? null, other: other ?? '' };
    draft.stored = draft.shown;
    this.changed();
  }

  #later(conversation, draft, ms) {
    draft.timer ??= this.#clock.setTimeout(() => {
      draft.timer = null;
      this.#send(conversation);
    }, ms);
  }

  async #send(conversation) {
    const draft = this.#byId.get(conversation);
    if (!draft.dirty || draft.sending) {
      return;
    }
    const { shown, base, settled, stored } = draft;
    if (!settled && shown.text === stored.text && shown.replyTo === stored.replyTo) {
      draft.dirty = false;
      return;
    }
    Object.assign(draft, { sending: true, dirty: false, settled: false });
    try {
      const { text, replyTo } = shown;
      const said = { conversation, text, replyTo: replyTo ?? undefined, base, settled: settled || undefined };
      this.#answered(draft, shown, await this.#gateway.draft(said));
    } catch (failure) {
      this.#failed(conversation, draft, settled, failure);
    } finally {
      draft.sending = false;
    }
    this.#goOn(conversation, draft);
  }

  /** What was stored is what was sent; what another device has written since is not in it. */
  #answered(draft, sent, { userRev, other }) {
    draft.base = userRev;
    draft.stored = sent;
    if ((other ?? '') !== draft.shown.other && !draft.settled) {
      draft.shown = { ...draft.shown, other: other ?? '' };
      this.changed();
    }
  }

  /** What is refused is refused again until it is another text. */
  #failed(conversation, draft, settled, failure) {
    if (failure.kind === undefined) {
      throw failure;
    }
    if (failure.kind !== 'REFUSED') {
      draft.dirty = true;
      draft.settled ||= settled;
      this.#later(conversation, draft, failure.retryAfterMs ?? RETRY_MS);
    }
  }

  #goOn(conversation, draft) {
    const { heard } = draft;
    draft.heard = null;
    if (draft.dirty) {
      this.#later(conversation, draft, PAUSE_MS);
    } else if (heard && heard.userRev > draft.base) {
      this.#adopt(draft, heard);
    }
  }
}
