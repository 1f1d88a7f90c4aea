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

  say(id, text, sender = '2', clientId = `by-others-${this.#next++}`) {
    const conversation = this.conversations.get(id);
    const known = conversation.events.find((event) => event.clientId === clientId);
    return known ?? this.#happen(conversation, { type: 'message', id: String(this.#next++), seq: ++conversation.lastSeq, sender, clientId, text });
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
  react(id, seq, account, kind, on = true) {
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
      preview: last && previewOf(last), lastTime: events.at(-1).time, role: members.has(this.me) ? 'member' : undefined };
  }

  async #answer(call, body) {
    this.calls.push(call);
    if (!this.connected) {
      throw new Failure({ code: 'not_connected', kind: 'RETRY' });
    }
    await settle();
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

  history = (id, { before = Infinity, limit = 50 } = {}) =>
    this.#answer('history', () => {
      const { events, rev, lastSeq } = this.#mine(id);
      const bySeq = events.filter(isMessage).sort((a, b) => a.seq - b.seq);
      const messages = bySeq
        .filter(({ seq }) => seq < before && !this.hidden.has(seq))
        .slice(-Math.min(limit, this.mostInAPage))
        .map((message) => ({ ...message, reactions: this.#reactions(events, message.seq) }));
      const from = messages[0]?.seq > 1 ? messages[0].seq : 0;
      const to = Math.min(lastSeq, before - 1);
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

  post = (id, text, clientId) =>
    this.#answer('post', () => {
      this.#mine(id);
      const { id: message, seq, rev, time } = this.say(id, text, this.me, clientId);
      return { id: message, conversation: id, seq, rev, time, duplicate: false };
    });

  markMany = (marks) => this.#answer('mark', () => (this.marks.push(...marks), { marked: marks, failed: [] }));
  receipts = (id) =>
    this.#answer('receipts', () => {
      const { receiptRev = 0, cursors = new Map() } = this.#mine(id);
      const shown = ({ account, delivered, read }) => ({ account, delivered, read: this.told.receipts ? read : undefined });
      return { receiptRev, receipts: [...cursors.values()].map(shown), devices: [] };
    });
  settings = () => this.#answer('settings', () => ({ settings: { ...this.told }, registered: false, userRev: this.userRev }));

  listConversations = ({ after = Infinity } = {}) =>
    this.#answer('list', () => {
      const mine = [...this.conversations.values()].filter(({ members }) => members.has(this.me)).map((one) => this.view(one));
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
