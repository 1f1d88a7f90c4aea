import { Failure } from '../../../../webroot/js/bus/failure.js';
import { isMessage } from '../../../../webroot/js/model/message.js';
import { settle } from './fakes.mjs';

const refused = (code) => new Failure({ code, kind: 'REFUSED' });
const lost = () => new Failure({ code: 'connection_lost', kind: 'UNKNOWN' });

const previewOf = ({ seq, sender, text, time, type }) =>
  type === 'deleted' ? { seq, sender, time, deleted: true } : { seq, sender, text: text.slice(0, 120), time };

/** Conversations in memory behind the interface of the gateway, for one signed-in person and with others who act. */
export class FakeServer {
  #next = 1_000;
  conversations = new Map();
  watchers = new Map();
  calls = [];
  /** Of the person, as a list says it. */
  userRev = 0;
  marks = [];
  connected = true;
  /** Whether the next events and answers reach the client. */
  deliver = () => true;
  answers = () => true;
  mostChanges = Infinity;
  /** What I have set. */
  told = { receipts: true };
  userRev = 1;
  /** Names that were changed, and when. */
  named = new Map();
  time = 1;
  mostRenamed = Infinity;
  /** What I have deleted for myself. */
  hidden = new Set();
  /** Where I am in the conversations, as far as a test says it. */
  places = new Map();
  /** What is mine, by what it is about: the event that says how it is now. */
  mine = new Map();
  /** What is refused with which code. */
  refuses = new Map();
  /** How many a page holds at most, whatever its limit. */
  mostListed = Infinity;
  mostInAPage = Infinity;

  constructor(me = '1') {
    this.me = me;
  }

  conversation(title = 'Room', kind = 'room') {
    const id = String(this.#next++);
    const conversation = { id, number: this.#next, kind, title, members: new Set([this.me, '2']), events: [], rev: 0, lastSeq: 0 };
    this.conversations.set(id, conversation);
    this.#happen(conversation, { type: 'created', actor: '2' });
    return id;
  }

  /** What an answer says of the original. */
  quote(id, seq) {
    const { sender, text, type } = this.conversations.get(id).events.find((event) => isMessage(event) && event.seq === seq);
    return type === 'deleted' ? { seq, sender, deleted: true } : { seq, sender, excerpt: text };
  }

  say(id, text, sender = '2', clientId = `by-others-${this.#next++}`, more = {}) {
    const conversation = this.conversations.get(id);
    const known = conversation.events.find((event) => event.clientId === clientId);
    return known ?? this.#happen(conversation, { type: 'message', id: String(this.#next++), seq: ++conversation.lastSeq, sender, clientId, text, ...more });
  }

  edit(id, seq, text) {
    const { time, ...before } = this.#leave(id, seq);
    const conversation = this.conversations.get(id);
    return this.#happen(conversation, { ...before, type: 'edited', text, editedAt: 1_700_000_000_000 + this.#next }, time);
  }

  remove(id, seq) {
    const { time, text, editedAt, ...before } = this.#leave(id, seq);
    const conversation = this.conversations.get(id);
    conversation.events = conversation.events.filter((event) => event.type !== 'reaction' || event.seq !== seq);
    return this.#happen(this.conversations.get(id), { ...before, type: 'deleted', actor: '2', deletedAt: time }, time);
  }

  /** One row for each message, account and kind, as the server keeps them. */
  reactBy(id, seq, account, kind, on = true) {
    const conversation = this.conversations.get(id);
    const rows = conversation.events.filter((event) => event.type === 'reaction' && event.seq === seq && event.kind === kind);
    const own = rows.find((row) => row.account === account);
    const others = rows.filter((row) => row.on && row !== own);
    conversation.events = conversation.events.filter((event) => event !== own);
    const firstRev = [...others, ...(own?.on ? [own] : [])][0]?.firstRev ?? conversation.rev + 1;
    return this.#happen(conversation, { type: 'reaction', seq, account, kind, on, count: others.length + Number(on), firstRev });
  }

  /** What history says of a message's reactions. */
  #reactions(events, seq) {
    const rows = events.filter((event) => event.type === 'reaction' && event.seq === seq && event.on);
    const kinds = [...new Set(rows.map(({ kind }) => kind))].map((kind) => rows.filter((row) => row.kind === kind));
    return kinds
      .map((of) => ({ kind: of[0].kind, count: of.length, mine: of.some(({ account }) => account === this.me), firstRev: of[0].firstRev }))
      .sort((a, b) => a.firstRev - b.firstRev);
  }

  /** The row of a message leaves the place of its last revision. */
  #leave(id, seq) {
    const { events } = this.conversations.get(id);
    return events.splice(events.findIndex((event) => isMessage(event) && event.seq === seq), 1)[0];
  }

  /** Everybody is told, whatever I have set. */
  read(id, account, seq) {
    const conversation = this.conversations.get(id);
    const receiptRev = (conversation.receiptRev ?? 0) + 1;
    const event = { type: 'receipt', conversation: id, receiptRev, account, delivered: seq, read: seq };
    Object.assign(conversation, { receiptRev, cursors: new Map(conversation.cursors).set(account, event) });
    this.watchers.get(`conversation.${id}`)?.onEvent(event);
  }

  /** Somebody takes another name. */
  name(id, name) {
    this.named.set(id, { name, time: ++this.time });
    if (this.connected) {
      this.watchers.get('directory.1')?.onEvent({ type: 'account_renamed', application: '1', account: { id, name }, time: this.time });
    }
  }

  set(name, value) {
    this.told[name] = value;
    this.watchers.get(`user.${this.me}`)?.onEvent({ type: 'setting', account: this.me, userRev: ++this.userRev, name, value });
  }

  change(id, change, account) {
    const conversation = this.conversations.get(id);
    conversation.members[change === 'joined' ? 'add' : 'delete'](account);
    return this.#happen(conversation, { type: 'member', change, account, actor: account, afterSeq: conversation.lastSeq });
  }

  /** @param time of a message that is older than this change of it */
  #happen(conversation, event, time = 1_700_000_000_000 + this.#next) {
    Object.assign(event, { conversation: conversation.id, rev: ++conversation.rev, time });
    conversation.events.push(event);
    if (this.connected && this.deliver(event)) {
      this.watchers.get(`conversation.${conversation.id}`)?.onEvent(event);
    }
    return event;
  }

  view({ id, number, kind, title, members, events, rev, lastSeq }) {
    const last = events.find((event) => isMessage(event) && event.seq === lastSeq);
    return { id, number, kind, title, rev, lastSeq, firstSeq: 1, memberCount: members.size, members: kind === 'room' ? [] : [...members],
      preview: last && previewOf(last), lastTime: events.at(-1).time, role: members.has(this.me) ? 'member' : undefined,
      position: this.places.get(id) };
  }

  async #answer(call, body) {
    this.calls.push(call);
    if (!this.connected) {
      throw new Failure({ code: 'not_connected', kind: 'RETRY' });
    }
    await settle();
    if (this.refuses.has(call)) {
      throw refused(this.refuses.get(call));
    }
    try {
      return structuredClone(body());
    } finally {
      if (!this.connected || !this.answers(call)) {
        throw lost();
      }
    }
  }

  #mine(id) {
    const conversation = this.conversations.get(id);
    if (!conversation?.members.has(this.me)) {
      throw refused('not_a_member');
    }
    return conversation;
  }

  history = (id, { before = Infinity, after = 0, limit = 50 } = {}) =>
    this.#answer('history', () => {
      const { events, rev, lastSeq } = this.#mine(id);
      const bySeq = events.filter(isMessage).sort((a, b) => a.seq - b.seq);
      const most = Math.min(limit, this.mostInAPage);
      const seen = bySeq.filter(({ seq }) => seq < before && seq > after && !this.hidden.has(seq));
      const messages = (after > 0 ? seen.slice(0, most) : seen.slice(-most))
        .map((message) => ({ ...message, reactions: this.#reactions(events, message.seq) }));
      const from = messages[0]?.seq > 1 ? messages[0].seq : 0;
      const end = after > 0 ? messages.at(-1)?.seq ?? lastSeq : lastSeq;
      const to = Math.min(end, before - 1);
      const entries = events.filter((event) => !isMessage(event) && event.type !== 'reaction' && (event.afterSeq ?? 0) >= from && (event.afterSeq ?? 0) <= to);
      return { messages, entries, rev, firstSeq: 1, lastSeq };
    });

  changes = (id, { since, upTo, limit = 500 }) =>
    this.#answer('changes', () => {
      const { events, rev } = this.#mine(id);
      const end = upTo ?? rev;
      if (end - since > this.mostChanges) {
        return { complete: false, upTo: end, changes: [], more: false, next: since };
      }
      const rows = events.filter((event) => event.rev > since && event.rev <= end);
      const changes = rows.slice(0, Math.min(limit, this.mostInAPage));
      const more = changes.length < rows.length;
      return { complete: true, upTo: end, changes, more, next: more ? changes.at(-1).rev : end };
    });

  getMessage = (id, seq) =>
    this.#answer('message', () => {
      const message = this.#mine(id).events.find((event) => isMessage(event) && event.seq === seq);
      if (this.hidden.has(seq)) {
        throw refused('not_found');
      }
      return { message };
    });

  post = (id, text, clientId, { replyTo, ...more } = {}) =>
    this.#answer('post', () => {
      this.#mine(id);
      const { id: message, seq, rev, time } = this.say(id, text, this.me, clientId, { ...more, replyTo: replyTo && this.quote(id, replyTo) });
      return { id: message, conversation: id, seq, rev, time, duplicate: false };
    });

  react = (id, seq, kind, on) =>
    this.#answer('react', () => {
      this.reactBy(id, seq, this.me, kind, on);
      return { reactions: this.#reactions(this.conversations.get(id).events, seq) };
    });

  editMessage = (id, seq, text, named) => this.#answer('edit', () => ({ message: Object.assign(this.edit(id, seq, text), named) }));
  deleteMessage = (id, seq, whom) =>
    this.#answer('delete', () => {
      whom === 'me' ? this.hidden.add(seq) : this.remove(id, seq);
      return {};
    });
  pin = (id, seq) => this.#answer('pin', () => this.pinBy(id, seq, this.me));
  unpin = (id, seq) => this.#answer('unpin', () => this.pinBy(id, seq, this.me, false));
  pins = (id) =>
    this.#answer('pins', () => {
      const { events, pinned = [] } = this.#mine(id);
      const pins = pinned.map((seq) => ({ message: events.find((event) => isMessage(event) && event.seq === seq), actor: '2', time: 1 }));
      return { pins: pins.filter(({ message }) => message.type !== 'deleted').reverse() };
    });

  /** Somebody pins a message, or takes its pin away. */
  pinBy(id, seq, actor, on = true) {
    const conversation = this.conversations.get(id);
    const rest = (conversation.pinned ?? []).filter((one) => one !== seq);
    conversation.pinned = on ? [...rest, seq] : rest;
    this.#happen(conversation, { type: on ? 'pinned' : 'unpinned', seq, actor, afterSeq: conversation.lastSeq });
    return {};
  }

  arrange = (id, change) =>
    this.#answer('arrange', () => {
      const { archived, ...rest } = change;
      const { lastSeq } = this.#mine(id);
      const archivedSeq = archived === undefined ? this.places.get(id)?.archivedSeq : archived ? lastSeq : undefined;
      return this.place(id, { ...rest, pinned: rest.pinned || undefined, archivedSeq });
    });
  markUnread = (id) => this.#answer('markUnread', () => this.place(id, { markedUnread: true }));

  /** My place in a conversation changes, here or on another device. */
  place(id, change) {
    const { lastSeq } = this.conversations.get(id);
    const position = { readSeq: lastSeq, lastSeq, unread: 0, mentions: 0, markedUnread: false, ...this.places.get(id), ...change };
    this.places.set(id, position);
    const event = { type: 'membership', account: this.me, userRev: ++this.userRev, conversation: id, member: true, position };
    this.tellMe(event);
    return { conversation: id, userRev: event.userRev, position };
  }

  /** Another device of mine writes: its text wins, what it had not seen is kept beside it. */
  draft = (said) => this.#answer('draft', () => this.keepDraft(said));
  keepDraft({ conversation, text, replyTo, base = 0, settled = false }) {
    const before = this.mine.get(`draft ${conversation}`);
    const unseen = before && before.userRev > base ? before.text : '';
    const kept = settled && before?.userRev === base ? '' : before?.other ?? '';
    const other = [kept, unseen].filter(Boolean).join('\n') || undefined;
    const event = { type: 'draft', account: this.me, userRev: ++this.userRev, conversation, text, replyTo, other, time: 1 };
    this.mine.set(`draft ${conversation}`, event);
    this.tellMe(event);
    return event;
  }

  save = (id, seq) => this.#answer('save', () => this.keep(id, seq, true));
  unsave = (id, seq) => this.#answer('unsave', () => this.keep(id, seq, false));
  saved = () =>
    this.#answer('saved', () => ({
      saved: [...this.mine.values()]
        .filter((event) => event.type === 'saved' && event.saved)
        .sort((a, b) => b.userRev - a.userRev)
        .map(({ conversation, seq }) => ({ conversation, seq, time: 1, message: { seq, sender: '2', text: 'saved', time: 1 } })),
    }));
  keep(conversation, seq, saved) {
    const event = { type: 'saved', account: this.me, userRev: ++this.userRev, conversation, seq, saved, time: 1 };
    this.mine.set(`saved ${conversation} ${seq}`, event);
    this.tellMe(event);
    return event;
  }

  tellMe(event) {
    if (this.connected) {
      this.watchers.get(`user.${this.me}`)?.onEvent(structuredClone(event));
    }
  }

  sync = ({ userRev = 0 }) =>
    this.#answer('sync', () => ({
      userRev: this.userRev,
      complete: true,
      conversations: [],
      receipts: [],
      removed: [],
      user: [...this.mine.values()].filter((event) => event.userRev > userRev),
      more: false,
    }));

  markMany = (marks) => this.#answer('mark', () => (this.marks.push(...marks), { marked: marks, failed: [] }));
  receipts = (id) =>
    this.#answer('receipts', () => {
      const { receiptRev = 0, cursors = new Map() } = this.#mine(id);
      const shown = ({ account, delivered, read }) => ({ account, delivered, read: this.told.receipts ? read : undefined });
      return { receiptRev, receipts: [...cursors.values()].map(shown), devices: [] };
    });
  settings = () => this.#answer('settings', () => ({ settings: { ...this.told }, registered: false, userRev: this.userRev }));

  listConversations = ({ after = Infinity, archived = false } = {}) =>
    this.#answer(archived ? 'archived' : 'list', () => {
      const away = ({ id, lastSeq }) => (this.places.get(id)?.archivedSeq ?? -1) >= lastSeq;
      const mine = [...this.conversations.values()].filter((one) => one.members.has(this.me) && away(one) === archived).map((one) => this.view(one));
      const rest = mine.filter(({ lastTime }) => lastTime < after).sort((a, b) => b.lastTime - a.lastTime);
      const conversations = rest.slice(0, this.mostListed);
      return { conversations, userRev: this.userRev, next: conversations.length < rest.length ? conversations.at(-1).lastTime : undefined };
    });

  getConversation = (id) =>
    this.#answer('get', () => this.view(this.conversations.get(id)?.kind === 'room' ? this.conversations.get(id) : this.#mine(id)));
  getAccounts = (ids) => this.#answer('accounts', () => ({ accounts: ids.map((id) => ({ id, name: this.named.get(id)?.name ?? `name${id}` })) }));
  listRenamed = ({ since = this.time }) =>
    this.#answer('renamed', () => {
      const accounts = [...this.named].filter(([, { time }]) => time > since).map(([id, { name }]) => ({ id, name }));
      return { accounts: accounts.slice(0, this.mostRenamed), time: this.time, next: accounts[this.mostRenamed] && 'more' };
    });
  queryPresence = (accounts) =>
    this.#answer('presence', () => ({ states: accounts.map((account) => ({ account, status: 'online' })) }));

  watchConversation = (id, listener) => this.#watch(`conversation.${id}`, listener);
  watchPresence = (id, listener) => this.#watch(`presence.${id}`, listener);
  watchUser = (id, listener) => this.#watch(`user.${id}`, listener);
  watchDirectory = (id, listener) => this.#watch(`directory.${id}`, listener);
  settled = settle;
  currentSession = async () => ({ account: { id: this.me, name: 'alice' }, application: '1' });
  connect = () => this.onState({ state: 'open' });
  disconnect = () => {};

  #watch(address, listener) {
    this.watchers.set(address, listener);
    return { ready: settle(), stop: () => this.watchers.delete(address) };
  }

  /** The network goes, and comes back. */
  cut() {
    this.connected = false;
    this.onState?.({ state: 'waiting', opened: true });
  }

  restore() {
    this.connected = true;
    this.onState?.({ state: 'open' });
  }
}
