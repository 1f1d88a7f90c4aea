import { isDeleted } from './message.js';

const MOST_CHARACTERS = 160;

/** The beginning of a text, in one line. */
export const excerptOf = (text) => {
  const line = text.replace(/\s+/gu, ' ').trim();
  return [...line.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join('');
};

/**
 * What answers quote. The server says it once, with the answer; when the original changes, only the original's event tells.
 * A quotation is `{seq, sender?, excerpt?, deleted?}`; with its `seq` alone I may not see it, or it is kept no more.
 */
export class Quotes {
  #changed = new Map();
  #firstSeq = 0;

  /** Takes a message that was edited or deleted, loaded or not. */
  note(message) {
    if (message.type !== 'message' && message.rev > (this.#changed.get(message.seq)?.rev ?? 0)) {
      this.#changed.set(message.seq, { rev: message.rev, quote: quoteOf(message) });
    }
  }

  /** Takes a message that is not loaded, as it was when it was asked for. */
  learn(message) {
    if (!this.#changed.has(message.seq)) {
      this.#changed.set(message.seq, { rev: message.rev, quote: quoteOf(message) });
    }
  }

  hide(seq) {
    this.#changed.set(seq, { rev: Infinity, quote: { seq } });
  }

  trim({ firstSeq }) {
    this.#firstSeq = Math.max(this.#firstSeq, firstSeq);
  }

  /** @param {object} said `replyTo` of an answer @param {object} [original] the message, if it is loaded */
  of(said, original) {
    if (said.seq < this.#firstSeq) {
      return { seq: said.seq };
    }
    return original ? quoteOf(original) : (this.#changed.get(said.seq)?.quote ?? said);
  }
}

/** How a message is quoted. */
export function quoteOf(message) {
  const { seq, sender } = message;
  return isDeleted(message) ? { seq, sender, deleted: true } : { seq, sender, excerpt: excerptOf(message.text) };
}
