import { Observable } from './observable.js';

const PAGE = 100;
const byName = new Intl.Collator().compare;

/** The members of one conversation, page by page, kept up to date by its events. `[{id, role}]`, by name. */
export class Members extends Observable {
  #gateway;
  #people;
  #conversation;
  #byId = new Map();
  #next;
  #stop;

  constructor({ gateway, people, conversation }) {
    super();
    this.#gateway = gateway;
    this.#people = people;
    this.#conversation = conversation;
    this.state = 'loading';
    this.#stop = conversation.observe((news) => this.#follow(news?.event));
    this.more();
  }

  get hasMore() {
    return Boolean(this.#next);
  }

  get list() {
    return [...this.#byId.values()].sort((a, b) => byName(this.#people.name(a.id), this.#people.name(b.id)));
  }

  async more() {
    this.state = 'loading';
    this.changed();
    try {
      const page = await this.#gateway.listMembers(this.#conversation.id, { after: this.#next, limit: PAGE });
      this.#people.learn(page.members.map((member) => member.account));
      for (const { account, role } of page.members) {
        this.#byId.set(account.id, { id: account.id, role });
      }
      this.#next = page.next;
      this.state = 'ready';
    } catch {
      this.state = 'failed';
    }
    this.changed();
  }

  close() {
    this.#stop();
  }

  #follow(event) {
    if (event?.type === 'role' && this.#byId.has(event.account)) {
      this.#byId.set(event.account, { id: event.account, role: event.role });
      this.changed();
    }
    if (event?.type !== 'member' || event.change === 'unbanned') {
      return;
    }
    if (event.change === 'joined' || event.change === 'added') {
      this.#byId.set(event.account, { id: event.account, role: 'member' });
    } else {
      this.#byId.delete(event.account);
    }
    this.changed();
  }
}
