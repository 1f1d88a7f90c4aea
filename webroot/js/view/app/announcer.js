import { html } from 'lit';
import { t } from '../../i18n/index.js';
import { View } from '../base/view.js';

const PAUSE_MS = 1_000;
const MOST_CHARACTERS = 200;

/** Says to screen readers what others write in the open conversation: politely, and together when much comes at once. */
export class Announcer extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false }, said: { state: true } };

  #waiting = [];
  #timer = null;
  #stop = null;

  connectedCallback() {
    super.connectedCallback();
    this.#stop = this.chat.arrivals.observe((arrival) => this.#heard(arrival));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    clearTimeout(this.#timer);
  }

  render() {
    return html`<div class="for-ears" role="log" aria-live="polite" aria-atomic="true">${this.said ?? ''}</div>`;
  }

  #heard({ conversation, event }) {
    const open = conversation.id === this.router.route.conversation;
    if (event.type === 'message' && open && event.sender !== this.chat.me) {
      this.#waiting.push(event);
      this.#timer ??= setTimeout(() => this.#say(), PAUSE_MS);
    }
  }

  #say() {
    const [first, ...others] = this.#waiting;
    const name = this.chat.people.name(first.sender);
    this.said =
      others.length > 0
        ? t('timeline.announceMany', { count: others.length + 1 })
        : t('timeline.announce', { name, text: first.text.slice(0, MOST_CHARACTERS) });
    this.#waiting = [];
    this.#timer = null;
  }
}

customElements.define('ct-announcer', Announcer);
