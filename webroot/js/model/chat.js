import { Attention } from './attention.js';
import { Connection } from './connection.js';
import { Conversations } from './conversations.js';
import { Cursors } from './cursors.js';
import { Devices } from './devices.js';
import { Directory } from './directory.js';
import { Drafts } from './drafts.js';
import { Members } from './members.js';
import { isMessage } from './message.js';
import { Mine } from './mine.js';
import { Observable } from './observable.js';
import { Outbox, storedMessage } from './outbox.js';
import { People } from './people.js';
import { Presence } from './presence.js';
import { Saved } from './saved.js';
import { Session } from './session.js';
import { Settings } from './settings.js';

/**
 * Everything of one signed-in person, and how it comes to life: wires the models, brings them up to date after each
 * connection. `arrivals` tells `{conversation, event}` for each new event of any conversation.
 */
export class Chat {
  #gateway;
  #clock;
  #device;
  #signedIn = false;
  #mine = null;

  /** @param {{newId(): string, online(): boolean, hidden(): boolean}} device */
  constructor({ gateway, clock, device }) {
    this.#gateway = gateway;
    this.#clock = clock;
    this.#device = device;
    this.arrivals = new Observable();
    this.connection = new Connection({ clock, online: device.online });
    this.attention = new Attention({ hidden: device.hidden });
    this.session = new Session({ gateway });
    this.people = new People({ gateway });
    this.presence = new Presence({ gateway });
    this.drafts = new Drafts({ gateway, clock });
    this.saved = new Saved({ gateway });
    this.devices = new Devices({ gateway });
    this.cursors = new Cursors({ gateway, clock });
    this.outbox = new Outbox({
      gateway,
      clock,
      newId: device.newId,
      onStored: (item, posted) => this.#stored(item, posted),
    });
    this.session.observe(() => this.#sessionChanged());
    gateway.onState = (state) => this.#connectionState(state);
  }

  get me() {
    return this.session.account?.id;
  }

  async start() {
    await this.session.restore();
  }

  /** Opens a conversation and makes it one of mine at once. */
  async open(request) {
    return this.conversations.adopt(await this.#gateway.createConversation(request));
  }

  openDirect(account) {
    return this.conversations.directWith(account) ?? this.open({ kind: 'direct', members: [account] });
  }

  openGroup(members, title) {
    return this.open({ kind: 'group', members, title: title || undefined, clientId: this.#device.newId() });
  }

  /** The conversation with oneself. */
  openNotes() {
    return this.openDirect(this.me);
  }

  createRoom(title) {
    return this.open({ kind: 'room', title, clientId: this.#device.newId() });
  }

  async join(room) {
    return this.conversations.adopt(await this.#gateway.join(room));
  }

  async leave(conversation) {
    await this.#gateway.leave(conversation);
    this.conversations.remove(conversation);
  }

  async rename(conversation, title) {
    return this.conversations.adopt(await this.#gateway.rename(conversation, title));
  }

  async addMember(conversation, account) {
    return this.conversations.adopt(await this.#gateway.addMember(conversation, account));
  }

  removeMember(conversation, account) {
    return this.#gateway.removeMember(conversation, account);
  }

  membersOf(conversation) {
    return new Members({ gateway: this.#gateway, people: this.people, conversation });
  }

  /** What is in a conversation is before somebody's eyes. */
  seen(conversation) {
    if (!this.#device.hidden() && (conversation.unread > 0 || conversation.markedUnread)) {
      this.cursors.read(conversation.id, conversation.lastSeq, this.conversations.userRev);
    }
  }

  tryNow() {
    this.#gateway.wake();
  }

  #sessionChanged() {
    const { state, account, application } = this.session;
    if (state === 'in' && !this.#signedIn) {
      this.#signedIn = true;
      this.#enter(account.id, application);
    } else if (state === 'out' && this.#signedIn) {
      this.#signedIn = false;
      this.#exit();
    }
    if (account) {
      this.people.learn([account]);
    }
  }

  #enter(me, application) {
    const shared = { gateway: this.#gateway, people: this.people, me };
    this.directory = new Directory(shared);
    this.settings = new Settings(shared);
    this.#mine = new Mine({ gateway: this.#gateway, onEvent: (event) => this.#userEvent(event) });
    this.conversations = new Conversations({
      ...shared,
      settings: this.settings,
      clock: this.#clock,
      presence: this.presence,
      onEvent: (conversation, event) => this.#arrived(conversation, event),
    });
    this.#gateway.watchUser(me, {
      onEvent: (event) => this.#userEvent(event),
      onEnded: () => this.#somebodyElse(),
    });
    this.#gateway.watchDirectory(application, { onEvent: (event) => this.#directoryEvent(event) });
    this.#gateway.connect();
  }

  /** Another window of this browser has signed in as somebody else: what one wrote must not be sent by the other. */
  async #somebodyElse() {
    this.session.expired();
    await this.session.restore();
  }

  /** Nothing of one account may be left for the next. */
  #exit() {
    this.#gateway.disconnect();
    this.conversations.clear();
    this.presence.clear();
    this.people.clear();
    this.outbox.clear();
    this.drafts.forget();
    this.saved.forget();
    this.devices.forget();
    this.cursors.clear();
  }

  #userEvent(event) {
    switch (event.type) {
      case 'setting':
        return this.settings.event(event);
      case 'draft':
        return this.drafts.event(event);
      case 'saved':
        return this.saved.event(event);
      case 'session_ended':
        return this.devices.ended(event.session);
      default:
        return this.conversations.userEvent(event);
    }
  }

  #directoryEvent(event) {
    this.directory.event(event);
    if (event.account) {
      this.session.renamed(event.account);
    }
  }

  #connectionState(state) {
    this.connection.heard(state);
    if (state.state === 'open') {
      this.#refresh();
    } else if (state.ended) {
      this.session.expired();
    } else if (state.state === 'waiting' && !state.opened) {
      this.#checkSession();
    }
  }

  /** After each connection: everything that may have passed without one. */
  async #refresh() {
    try {
      await this.conversations.sync();
      await this.settings.load();
      this.outbox.resume();
      await this.#mine.refresh(this.conversations.all);
      this.drafts.flush();
      await this.presence.refresh();
      await this.people.refresh();
    } catch (failure) {
      if (failure.kind === undefined) {
        throw failure;
      }
      this.#clock.setTimeout(() => this.connection.open && this.#refresh(), failure.retryAfterMs ?? 2_000);
    }
  }

  /** A socket that is refused cannot say why; HTTP can. */
  async #checkSession() {
    try {
      const session = await this.#gateway.currentSession();
      if (!session && this.session.state === 'in') {
        this.session.expired();
      }
    } catch {
      // No network: nothing is known.
    }
  }

  #arrived(conversation, event) {
    if (isMessage(event) && event.sender === this.me) {
      this.outbox.seen(conversation.id, event.clientId);
    } else if (event.type === 'message') {
      if (!conversation.muted || conversation.isForMe(event)) {
        this.attention.arrived();
      }
      this.cursors.delivered(conversation.id, event.seq);
    }
    this.arrivals.changed({ conversation, event });
  }

  #stored(item, posted) {
    this.conversations.get(item.conversation)?.stored(storedMessage(item, posted, this.me));
  }
}
