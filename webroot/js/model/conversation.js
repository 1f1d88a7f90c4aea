import { fromPreview, isMessage, isWithheld } from './message.js';
import { Observable } from './observable.js';
import { permits } from './permissions.js';
import { Pins } from './pins.js';
import { Position } from './position.js';
import { Receipts } from './receipts.js';
import { Revisions } from './revisions.js';
import { Timeline } from './timeline.js';

const RETRY_MS = 2_000;

/**
 * One conversation of mine: its heading, its last message, and from when it is first opened its timeline.
 *
 * Fields as in the contract: `id, number, receiptRev, kind, title, memberCount, members, lastTime, lastSeq, role, settings`; `lastMessage` is
 * the last message, or its preview.
 */
export class Conversation extends Observable {
  #gateway;
  #clock;
  #revisions;
  #me;
  #timeline = null;
  #pins = null;
  #position = new Position();
  #receipts;
  #settings;

  constructor(view, { gateway, clock, me, settings }) {
    super();
    this.#settings = settings;
    this.#gateway = gateway;
    this.#clock = clock;
    this.#me = me;
    this.id = view.id;
    this.#receipts = new Receipts({ me });
    this.#take(view);
    this.#revisions = new Revisions({
      rev: view.rev,
      clock,
      fetch: (page) => gateway.changes(this.id, page),
      apply: (event) => this.#apply(event),
      reload: () => this.#reload(),
    });
  }

  /** The other one of a direct conversation; oneself in a conversation with oneself. */
  get partner() {
    return this.kind === 'direct' ? (this.members.find((id) => id !== this.#me) ?? this.#me) : null;
  }

  get others() {
    return this.members.filter((id) => id !== this.#me);
  }

  /** Whether I may write here, as far as I know. */
  get mayPost() {
    return this.may('post');
  }

  /** Whether I may do what is named like that in the permissions. */
  may(what) {
    return permits(this.settings?.permissions?.[what], this.role);
  }

  /** How many messages I have not read; the server alone knows where I am. */
  get unread() {
    return this.#position.unread(this.lastSeq);
  }

  get markedUnread() {
    return this.#position.markedUnread;
  }

  /** How many unread messages name me, or everybody. */
  get mentions() {
    return this.unread > 0 ? this.#position.mentions : 0;
  }

  get mutedUntil() {
    return this.#position.mutedUntil;
  }

  get muted() {
    return this.#position.muted(this.#clock.now());
  }

  /** Its place among those that I have pinned, ascending; null if it is not. */
  get pinned() {
    return this.#position.pinned;
  }

  get archived() {
    return this.#position.archived(this.lastSeq, this.#clock.now());
  }

  /** Whether a message names me, or everybody. */
  isForMe({ sender, mentions, everyone }) {
    return sender !== this.#me && Boolean(everyone || mentions?.includes(this.#me));
  }

  /** The pinned messages, asked for at the first call. */
  get pins() {
    if (!this.#pins) {
      this.#pins = new Pins({ gateway: this.#gateway, clock: this.#clock, conversation: this });
      this.#pins.load();
    }
    return this.#pins;
  }

  /** Whether I may change a message's text: who has written it may, as long as one may post. */
  mayEdit({ sender, type }) {
    return sender === this.#me && type !== 'deleted' && this.mayPost;
  }

  /** Whether I may delete it for everyone. */
  mayDelete({ sender, type }) {
    return type !== 'deleted' && (sender === this.#me || ['owner', 'moderator'].includes(this.role));
  }

  /** @param {{mentions: string[], everyone: boolean}} named whom the new text names */
  async edit(seq, text, named) {
    const { message } = await this.#gateway.editMessage(this.id, seq, text, named);
    this.stored(message);
  }

  /** @param {'everyone' | 'me'} whom for whom it is gone then */
  async remove(seq, whom) {
    await this.#gateway.deleteMessage(this.id, seq, whom);
    if (whom === 'me') {
      this.hide(seq);
    }
  }

  /** My last message that I may still change, of those that are loaded. */
  get lastEditable() {
    return this.timeline.entries.findLast((entry) => isMessage(entry) && this.mayEdit(entry));
  }

  /** Mine appears, or goes, at once; comes back if it is refused, and rejects then. */
  async react(seq, kind, on) {
    const { reactions } = this.timeline;
    reactions.wish(seq, kind, on);
    this.#timeline.changed();
    try {
      await this.#gateway.react(this.id, seq, kind, on);
    } catch (failure) {
      reactions.giveUp(seq, kind);
      this.#timeline.changed();
      throw failure;
    }
  }

  /** @returns {Promise<{reactors: Array<{account, kind, time}>, next?}>} */
  reactors(seq, page) {
    return this.#gateway.reactors(this.id, seq, page);
  }

  pin(seq, on) {
    return on ? this.#gateway.pin(this.id, seq) : this.#gateway.unpin(this.id, seq);
  }

  /** @param {{mutedUntil?: number, pinned?: number, archived?: boolean}} change 0: not muted, not pinned */
  async arrange(change) {
    this.place(await this.#gateway.arrange(this.id, change));
  }

  /** @param {number} [seq] from there on; else it has a mark alone */
  async markUnread(seq) {
    this.place(await this.#gateway.markUnread(this.id, seq));
  }

  /** Whether my message is `stored`, `delivered` to all others or `read` by all, which who does not tell is not told. */
  stateOf(seq) {
    const state = this.kind === 'room' ? 'stored' : this.#receipts.stateOf(seq, this.members);
    return state === 'read' && !this.#settings.receipts ? 'delivered' : state;
  }

  /** I am told what others read, from now on or no more. */
  receiptsSwitched() {
    if (this.#timeline && this.#settings.receipts) {
      this.#receipts.complete = false;
      this.#loadReceipts();
    }
    this.changed();
  }

  /** Takes a `membership` event of mine, or what changing my place answers. */
  place({ role, position, userRev }) {
    this.role = role ?? this.role;
    this.#position.take(position, userRev);
    this.changed();
  }

  /** Takes a `receipt` event. */
  receipt(event) {
    this.#receipts.event(event);
    this.changed();
  }

  /** What has been loaded of it, loading it at the first call. */
  get timeline() {
    if (!this.#timeline) {
      this.#timeline = new Timeline({ gateway: this.#gateway, conversation: this.id, me: this.#me });
      this.#timeline.load();
      this.#loadReceipts();
    }
    return this.#timeline;
  }

  /** Without them there are no second ticks, and nothing else is wrong. */
  async #loadReceipts() {
    if (this.kind === 'room') {
      return;
    }
    try {
      this.#receipts.load(await this.#gateway.receipts(this.id, this.#receipts.after));
      this.changed();
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
    }
  }

  get rev() {
    return this.#revisions.rev;
  }

  /** Takes a live event. */
  offer(event) {
    this.#revisions.offer(event);
  }

  /** Takes what a list says of it. A summary is enough unless somebody has opened it: then every change is wanted. */
  async reconcile(view) {
    if (this.#timeline?.state === 'failed') {
      this.#timeline.load();
    }
    this.#position.take(view.position);
    this.receiptRev = view.receiptRev ?? this.receiptRev;
    if (this.#timeline) {
      this.#loadReceipts();
    }
    if (view.rev <= this.#revisions.rev) {
      this.changed();
      return;
    }
    if (this.#timeline) {
      await this.#revisions.catchUp();
    } else {
      this.#take(view);
      this.#revisions.advance(view.rev);
      this.changed();
    }
  }

  /** The server has stored a message of mine; its event may come later or have come already. */
  stored(message) {
    this.#timeline?.add(message);
    this.#noteMessage(message);
    this.changed();
  }

  /** Tries again after a failed load. */
  reopen() {
    this.#timeline?.load();
  }

  #apply(event) {
    if (isWithheld(event) || this.#timeline?.isUnknown(event)) {
      this.#ask(event);
      return;
    }
    if (event.type === 'gone') {
      // My own line says that I am a member no more, and takes it off the list.
      return;
    }
    if (isMessage(event)) {
      this.#noteMessage(event);
    } else if (event.type === 'member') {
      this.#noteMember(event);
    } else if (event.type === 'renamed') {
      this.title = event.title;
    } else if (event.type === 'trimmed') {
      this.#trim(event);
      return;
    } else if (event.type === 'role' && event.account === this.#me) {
      this.role = event.role;
    } else if (event.type === 'settings') {
      this.settings = event.settings;
    }
    this.#timeline?.add(event);
    this.changed({ event });
  }

  /** I have deleted a message for myself. */
  hide(seq) {
    this.#timeline?.hide(seq);
    if (this.lastMessage?.seq === seq) {
      this.lastMessage = null;
    }
    this.changed();
  }

  #trim(event) {
    if (this.lastMessage && this.lastMessage.seq < event.firstSeq) {
      this.lastMessage = null;
    }
    this.#timeline?.trim(event);
    this.changed({ event });
  }

  /** What is not told to all, or was told to all though not all see it, must be asked for; refused is who may not see it. */
  async #ask(event) {
    try {
      const { message } = await this.#gateway.getMessage(this.id, event.seq);
      this.#noteMessage(message);
      this.#timeline?.add(message);
      this.changed();
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
      if (failure.kind !== 'REFUSED') {
        this.#clock.setTimeout(() => this.#ask(event), failure.retryAfterMs ?? RETRY_MS);
      }
    }
  }

  #noteMessage(message) {
    const last = this.lastMessage;
    this.#receipts.posted(message);
    if (message.seq > this.lastSeq) {
      this.lastSeq = message.seq;
      this.lastMessage = message;
      this.lastTime = message.time;
      if (message.sender === this.#me) {
        this.#position.posted(message.seq);
      } else if (this.isForMe(message)) {
        this.#position.mentioned(message.seq);
      }
    } else if (message.seq === last?.seq && message.rev > last.rev) {
      this.lastMessage = message;
    }
  }

  #noteMember({ change, account }) {
    if (change === 'banned' || change === 'unbanned') {
      return;
    }
    const joined = change === 'joined' || change === 'added';
    this.memberCount = Math.max(0, this.memberCount + (joined ? 1 : -1));
    if (this.kind !== 'room') {
      const rest = this.members.filter((id) => id !== account);
      this.members = joined ? [...rest, account] : rest;
    }
  }

  async #reload() {
    const view = await this.#gateway.getConversation(this.id);
    this.#take(view);
    await this.#timeline?.reload();
    this.#pins?.load();
    this.changed();
    return view.rev;
  }

  #take(view) {
    this.number = view.number;
    this.receiptRev = view.receiptRev ?? 0;
    this.kind = view.kind;
    this.title = view.title ?? null;
    this.role = view.role ?? null;
    this.settings = view.settings ?? null;
    this.members = view.members ?? [];
    this.memberCount = view.memberCount;
    this.#position.take(view.position);
    this.lastMessage = fromPreview(view);
    this.lastSeq = view.lastSeq;
    this.lastTime = view.lastTime;
  }
}
