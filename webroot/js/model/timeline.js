import { Ahead } from './ahead.js';
import { Entries } from './entries.js';
import { isDeleted, isMessage } from './message.js';
import { Observable } from './observable.js';
import { Quotes } from './quotes.js';
import { Reactions } from './reactions.js';

const PAGE = 60;
const MOST = 3_000;
const KEEP = 1_500;

/**
 * What was said in one conversation, as far as it has been loaded; without gap from its first entry to its last, which is the
 * newest unless `hasNewer`: then somebody has gone to an old message. `state` is `empty`, `loading`, `ready` or `failed`.
 */
export class Timeline extends Observable {
  #gateway;
  #conversation;
  #entries = new Entries();
  #quotes = new Quotes();
  #ahead = new Ahead();
  #asked = new Set();
  #loads = 0;
  /** Whether what is loaded is about to give way to another stretch. */
  #replacing = false;

  constructor({ gateway, conversation, me }) {
    super();
    this.reactions = new Reactions(me);
    this.#gateway = gateway;
    this.#conversation = conversation;
    this.state = 'empty';
    this.hasOlder = false;
    this.loadingOlder = false;
    this.olderFailed = false;
    this.hasNewer = false;
    this.loadingNewer = false;
    this.newerFailed = false;
    /** Whether somebody reads older entries, which must then not be forgotten. */
    this.reading = false;
  }

  get entries() {
    return this.#entries.list;
  }

  /** The message with that number, if it is loaded. */
  message(seq) {
    return this.#entries.message(seq);
  }

  /** What an answer quotes, as it is now. */
  quote(replyTo) {
    return this.#quotes.of(replyTo, this.message(replyTo.seq));
  }

  /** Asks for a message that is quoted and not loaded, so that the quotation says something. */
  async lookUp(seq) {
    if (this.message(seq) || this.#asked.has(seq)) {
      return;
    }
    this.#asked.add(seq);
    try {
      this.#quotes.learn((await this.#gateway.getMessage(this.#conversation, seq)).message);
      this.changed();
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
      failure.kind === 'REFUSED' || this.#asked.delete(seq);
    }
  }

  /**
   * Takes a live or fetched event. What is not newer than what is known changes nothing; a change of a message that is older
   * than what is loaded comes with its page.
   */
  add(event) {
    if (event.type === 'reaction') {
      this.reactions.apply(event);
      this.changed();
      return;
    }
    if (isMessage(event)) {
      this.#quotes.note(event);
    }
    if (isDeleted(event)) {
      this.reactions.drop(event.seq);
    }
    if (this.#replacing || (this.hasNewer && this.#isAhead(event))) {
      this.#ahead.keep(event);
    }
    if (!(this.hasNewer && this.#isAhead(event)) && !this.#isBefore(event) && this.#entries.add(event)) {
      if (this.#entries.length > MOST && !this.reading && this.#entries.keepLast(KEEP)) {
        this.hasOlder = true;
      }
    }
    this.changed({ added: event });
  }

  /**
   * Whether a change is of a message that is not here though it would be: one that I have deleted for myself, or one whose
   * posting was lost. Only the server knows.
   */
  isUnknown(event) {
    const last = this.#entries.lastMessage();
    const change = isMessage(event) && event.type !== 'message';
    return change && last !== undefined && event.seq < last.seq && !this.#isBefore(event) && !this.#entries.has(event);
  }

  /** I have deleted a message for myself. */
  hide(seq) {
    this.#quotes.hide(seq);
    this.#entries.remove(seq);
    this.changed();
  }

  /** The beginning was removed for good. */
  trim(event) {
    this.reactions.trim(event);
    this.#quotes.trim(event);
    this.#entries.trim(event);
    const first = this.#entries.firstMessage();
    this.hasOlder = this.hasOlder && first !== undefined && first.seq > event.firstSeq;
    this.changed();
  }

  #isBefore(event) {
    return isMessage(event) && this.hasOlder && event.seq < this.#entries.firstMessage().seq;
  }

  #isAhead(event) {
    return (isMessage(event) ? event.seq : event.afterSeq) > (this.#entries.lastMessage()?.seq ?? 0);
  }

  /** Loads the newest page, in place of whatever was there. */
  async load() {
    await this.#replace({ limit: PAGE });
  }

  /** Empties it and loads it anew: the stretch between what it had and what is new cannot be had whole. */
  async reload() {
    this.#entries = new Entries();
    this.reactions.clear();
    this.hasOlder = false;
    this.hasNewer = false;
    await this.load();
  }

  /**
   * Makes sure that a message is loaded, with what was said around it.
   *
   * @returns {Promise<boolean>} whether it is there to be seen
   */
  async show(seq) {
    if (!this.message(seq)) {
      this.#replacing = true;
      await this.#replace({ before: seq + PAGE / 2, limit: PAGE });
    }
    return this.message(seq) !== undefined;
  }

  /** Back to the newest, if they are not what is loaded. */
  async toNewest() {
    if (this.hasNewer) {
      this.#replacing = true;
      await this.#replace({ limit: PAGE });
    }
  }

  async loadOlder() {
    const oldest = this.#entries.firstMessage();
    if (this.loadingOlder || this.#replacing || !this.hasOlder || !oldest) {
      return;
    }
    this.loadingOlder = true;
    this.olderFailed = !(await this.#extend({ before: oldest.seq, limit: PAGE }, (page) => this.#takeOlder(page)));
    this.loadingOlder = false;
    this.changed();
  }

  async loadNewer() {
    const newest = this.#entries.lastMessage();
    if (this.loadingNewer || this.#replacing || !this.hasNewer || !newest) {
      return;
    }
    this.loadingNewer = true;
    this.newerFailed = !(await this.#extend({ after: newest.seq, limit: PAGE }, (page) => this.#takeNewer(page)));
    this.loadingNewer = false;
    this.changed();
  }

  async #replace(request) {
    const load = ++this.#loads;
    this.failure = null;
    this.#become('loading');
    try {
      const page = await this.#gateway.history(this.#conversation, request);
      if (load === this.#loads) {
        this.#begin(page, request);
        this.#become('ready');
      }
    } catch (failure) {
      if (load === this.#loads) {
        this.failure = failure;
        this.#replacing = false;
        this.#become(this.#entries.length > 0 ? 'ready' : 'failed');
      }
    }
  }

  #begin(page, { before }) {
    if (this.#replacing) {
      this.#replacing = false;
      this.#entries = new Entries();
    }
    this.#takeOlder(page);
    this.#takeNewer(page, before === undefined);
  }

  /** @returns {Promise<boolean>} whether an answer came */
  async #extend(request, take) {
    const load = this.#loads;
    this.changed();
    try {
      const page = await this.#gateway.history(this.#conversation, request);
      if (load === this.#loads) {
        take(page);
      }
      return true;
    } catch {
      return false;
    }
  }

  #takeOlder(page) {
    this.#take(page);
    const first = this.#entries.firstMessage();
    this.hasOlder = first !== undefined && first.seq > page.firstSeq && page.messages.length > 0;
  }

  /** What came while the newest were not loaded is put behind the page that reaches them. */
  #takeNewer(page, isNewest = page.messages.length === 0) {
    this.#take(page);
    const last = this.#entries.lastMessage()?.seq ?? 0;
    this.hasNewer = !((isNewest || last >= page.lastSeq) && this.#ahead.isWhole(page.rev));
    for (const event of this.#ahead.takeAll()) {
      if (event.rev > page.rev || this.#isAhead(event)) {
        this.add(event);
      }
    }
  }

  #take(page) {
    this.#entries.addAll([...page.messages, ...page.entries]);
    page.messages.forEach((message) => this.reactions.load(message, page.rev));
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
