import { html, nothing } from 'lit';
import { View } from '../base/view.js';

const SHOWN_MS = 4_000;

/** What has just been done, or was refused: shortly. Hears events `notice` of whatever is in the client. */
export class Toast extends View {
  static properties = { text: { state: true } };

  #timer = null;
  #app = null;
  #heard = (event) => this.#say(event.detail);

  connectedCallback() {
    super.connectedCallback();
    this.#app = this.closest('ct-app');
    this.#app.addEventListener('notice', this.#heard);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#app.removeEventListener('notice', this.#heard);
    clearTimeout(this.#timer);
  }

  render() {
    return html`<div role="status">${this.text ? html`<p class="toast">${this.text}</p>` : nothing}</div>`;
  }

  #say(text) {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.text = null), SHOWN_MS);
  }
}

customElements.define('ct-toast', Toast);
