import { Observable } from './observable.js';
import { Search } from './search.js';

const PAGE = 50;
const folded = (text) => (text ?? '').normalize('NFKC').toLocaleLowerCase();

/** Whom one can talk to and which rooms one can enter. */
export class Directory extends Observable {
  #gateway;
  #people;
  #me;
  #peopleSearches = new Set();

  constructor({ gateway, people, me }) {
    super();
    this.#gateway = gateway;
    this.#people = people;
    this.#me = me;
  }

  /** A search of people other than me, in which new ones appear by themselves. `close` ends that. */
  searchPeople() {
    const search = new Search({
      fetch: (page) => this.#findPeople(page),
      matches: (account, query) => folded(account.name).startsWith(folded(query)),
    });
    this.#peopleSearches.add(search);
    search.close = () => this.#peopleSearches.delete(search);
    return search;
  }

  searchRooms() {
    return new Search({
      fetch: async (page) => {
        const { conversations, next } = await this.#gateway.listRooms({ ...page, limit: PAGE });
        return { items: conversations, next };
      },
    });
  }

  /** Takes an event of the directory: somebody is new, or has a new name. */
  event({ account }) {
    if (!account) {
      return;
    }
    this.#people.hear(account);
    if (account.id !== this.#me) {
      for (const search of this.#peopleSearches) {
        search.offer(account);
      }
    }
  }

  async #findPeople(page) {
    const { accounts, next } = await this.#gateway.findAccounts({ ...page, limit: PAGE });
    this.#people.learn(accounts);
    return { items: accounts.filter((account) => account.id !== this.#me), next };
  }
}
