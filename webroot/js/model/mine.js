/**
 * What is mine besides my places: drafts, what I have saved, what I have hidden. After a connection the server is asked for what
 * has changed since; the conversations that it is told of as held are those that a list has just brought.
 */
export class Mine {
  #gateway;
  #userRev;
  #onEvent;

  /** @param {(event: object) => void} onEvent hears how each thing is now */
  constructor({ gateway, onEvent }) {
    this.#gateway = gateway;
    this.#onEvent = onEvent;
  }

  /** @param {Array<{id, rev, receiptRev}>} conversations */
  async refresh(conversations) {
    const held = conversations.map(({ id, rev, receiptRev }) => [id, rev, receiptRev]);
    let begun;
    let answer;
    do {
      answer = await this.#pages({ userRev: this.#userRev, begun, conversations: held });
      this.#userRev = answer.complete ? answer.userRev : undefined;
      begun = answer.begun;
    } while (answer.complete && answer.more);
    // What the server has forgotten cannot be told as a difference: everything is told with the next question.
    if (!answer.complete) {
      await this.#pages({ conversations: held });
    }
  }

  /** The first page says which revision is known when all are in. */
  async #pages(question) {
    const first = await this.#page(question);
    let { next } = first;
    while (next) {
      ({ next } = await this.#page({ ...question, after: next }));
    }
    return first;
  }

  async #page(question) {
    const answer = await this.#gateway.sync(question);
    answer.user.forEach((event) => this.#onEvent(event));
    return answer;
  }
}
