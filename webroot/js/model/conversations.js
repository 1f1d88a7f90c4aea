import { Conversation } from './conversation.js';
import { Observable } from './observable.js';

const PAGE = 500;
/** A timer of a browser takes no more than some 24 days. */
const MOST_AHEAD_MS = 2_000_000_000;
const GONE = ['not_a_member', 'not_found'];

const order = (a, b) =>
  (a.pinned ?? Infinity) - (b.pinned ?? Infinity) || b.lastTime - a.lastTime || b.number - a.number;

/** My conversations, those that I have pinned first, then the latest message first. `loaded` once the first list has come. */
export class Conversations extends Observable {
  #gateway;
  #clock;
  #presence;
  #me;
  #settings;
  #onEvent;
  #byId = new Map();
  #releases = new Map();
  #sorted = null;
  #timer = null;
  #syncs = 0;
  #isCurrent = false;
  #userRev = 0;

  /** @param {{onEvent: (conversation, event) => void}} ways hears every new event once, in order */
  constructor({ gateway, clock, presence, me, settings, onEvent }) {
    super();
    this.#gateway = gateway;
    this.#clock = clock;
    this.#presence = presence;
    this.#me = me;
    this.#settings = settings;
    settings.observe(() => this.#byId.forEach((conversation) => conversation.receiptsSwitched()));
    this.#onEvent = onEvent;
    this.loaded = false;
  }

  /** The own revision up to which all that was said of my places is known. */
  get userRev() {
    return this.#userRev;
  }

  /** Those that are not put away. */
  get list() {
    return this.#lists.list;
  }

  /** Those that are put away. */
  get archived() {
    return this.#lists.archived;
  }

  get all() {
    return [...this.#byId.values()];
  }

  get #lists() {
    if (!this.#sorted) {
      const sorted = this.all.sort(order);
      const archived = sorted.filter((conversation) => conversation.archived);
      const put = new Set(archived);
      this.#resortAt(sorted.map(({ mutedUntil }) => mutedUntil));
      this.#sorted = { list: sorted.filter((conversation) => !put.has(conversation)), archived };
    }
    return this.#sorted;
  }

  get(id) {
    return this.#byId.get(id);
  }

  /** The direct conversation with somebody, if there is one. */
  directWith(account) {
    return this.all.find((conversation) => conversation.partner === account);
  }

  /**
   * Subscribes first, then loads, then merges: what happens between the two is in the load, or comes as an event. A
   * conversation that the list makes known is subscribed to only then, therefore the list is read once more.
   */
  async sync() {
    const sync = ++this.#syncs;
    this.#isCurrent = false;
    await this.#gateway.settled();
    let unknown = true;
    while (unknown && sync === this.#syncs) {
      const known = [...this.#byId.values()];
      const { views, userRev } = await this.#listAll();
      if (sync !== this.#syncs) {
        return;
      }
      unknown = this.#merge(views);
      this.#userRev = Math.max(this.#userRev, userRev);
      this.#isCurrent = true;
      this.loaded = true;
      this.#resort();
      const listed = new Set(views.map((view) => view.id));
      await this.#removeGone(known.filter(({ id }) => !listed.has(id)));
      await this.#gateway.settled();
    }
  }

  /** Takes a conversation that I have just opened, joined or been added to. */
  async adopt(view) {
    const known = this.#byId.get(view.id);
    if (known) {
      await known.reconcile(view);
      return known;
    }
    const { conversation, ready } = this.#add(view);
    this.#resort();
    ready.then(() => this.#catchUp(conversation)).catch(() => {});
    return conversation;
  }

  /** It is mine no longer. */
  remove(id) {
    const conversation = this.#byId.get(id);
    if (conversation) {
      this.#byId.delete(id);
      this.#releases.get(id)();
      this.#releases.delete(id);
      this.#resort();
    }
  }

  clear() {
    this.#syncs++;
    this.#isCurrent = false;
    this.#userRev = 0;
    for (const id of [...this.#byId.keys()]) {
      this.remove(id);
    }
  }

  /** Takes an event of my own address. */
  async userEvent(event) {
    if (this.#isCurrent) {
      this.#userRev = Math.max(this.#userRev, event.userRev ?? 0);
    }
    if (event.type === 'message_hidden') {
      this.#byId.get(event.conversation)?.hide(event.seq);
    }
    if (event.type !== 'membership') {
      return;
    }
    if (!event.member) {
      this.remove(event.conversation);
    } else if (this.#byId.has(event.conversation)) {
      this.#byId.get(event.conversation).place(event);
    } else {
      try {
        await this.adopt(await this.#gateway.getConversation(event.conversation));
      } catch {
        // Left again meanwhile, or no connection: the next sync tells.
      }
    }
  }

  /** `userRev` is that of the first page: what changed behind it may have been missed by a later one. */
  async #listAll() {
    const shown = await this.#listSome({});
    const archived = await this.#listSome({ archived: true });
    // What was put away or brought back between the two comes with its event.
    return { views: [...shown.views, ...archived.views], userRev: shown.userRev };
  }

  async #listSome(which) {
    const views = [];
    let userRev;
    let after;
    do {
      const page = await this.#gateway.listConversations({ ...which, after, limit: PAGE });
      views.push(...page.conversations);
      userRev ??= page.userRev ?? 0;
      after = page.next;
    } while (after);
    return { views, userRev };
  }

  /** @returns {boolean} whether some were not known */
  #merge(views) {
    let unknown = false;
    for (const view of views) {
      const known = this.#byId.get(view.id);
      if (known) {
        known.reconcile(view);
      } else {
        this.#add(view);
        unknown = true;
      }
    }
    return unknown;
  }

  /** What is missing in a list may have moved from a later page to an earlier one while they were read. */
  async #removeGone(missing) {
    for (const conversation of missing) {
      if ((await this.#isGone(conversation.id)) && this.#byId.get(conversation.id) === conversation) {
        this.remove(conversation.id);
      }
    }
  }

  async #isGone(id) {
    try {
      // A room is seen by those who are not its members, too.
      return !(await this.#gateway.getConversation(id)).role;
    } catch (failure) {
      return GONE.includes(failure.code);
    }
  }

  async #catchUp(conversation) {
    await conversation.reconcile(await this.#gateway.getConversation(conversation.id));
  }

  #add(view) {
    const conversation = new Conversation(view, {
      gateway: this.#gateway,
      clock: this.#clock,
      me: this.#me,
      settings: this.#settings,
    });
    this.#byId.set(view.id, conversation);
    const watch = this.#gateway.watchConversation(view.id, {
      onEvent: (event) => (event.type === 'receipt' ? conversation.receipt(event) : conversation.offer(event)),
      onEnded: (failure) => failure.code === 'not_a_member' && this.remove(view.id),
      // If this fails, the next event shows the hole.
      onResumed: () => this.#catchUp(conversation).catch(() => {}),
    });
    const unobserve = conversation.observe((news) => this.#heard(conversation, news?.event));
    const unwant = conversation.partner ? this.#presence.want(conversation.partner) : () => {};
    this.#releases.set(view.id, () => {
      watch.stop();
      unobserve();
      unwant();
    });
    return { conversation, ready: watch.ready };
  }

  #heard(conversation, event) {
    if (event) {
      this.#onEvent(conversation, event);
    }
    this.#resort();
  }

  /** That a mute ends, nobody says. */
  #resortAt(ends) {
    const now = this.#clock.now();
    const next = Math.min(...ends.filter((end) => end > now));
    this.#clock.clearTimeout(this.#timer);
    if (next - now < MOST_AHEAD_MS) {
      this.#timer = this.#clock.setTimeout(() => this.#resort(), next - now + 1);
    }
  }

  #resort() {
    this.#sorted = null;
    this.changed();
  }
}
