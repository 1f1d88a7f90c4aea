import { html, nothing } from 'lit';
import { t } from '../../i18n/index.js';
import { View } from '../base/view.js';

const BACK_SHOWN_MS = 2_500;

/** What is wrong with the connection, if it has been wrong for a while; and, shortly, that it is right again. */
export class Banner extends View {
  static properties = { chat: { attribute: false }, back: { state: true } };

  #was = 'none';
  #countdown = null;
  #farewell = null;

  watched() {
    return [this.chat.connection];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#countdown);
    clearTimeout(this.#farewell);
  }

  willUpdate(changes) {
    super.willUpdate(changes);
    const { shown, open } = this.chat.connection;
    if (shown === this.#was) {
      return;
    }
    clearInterval(this.#countdown);
    if (shown !== 'none') {
      this.#countdown = setInterval(() => this.requestUpdate(), 1_000);
    } else if (open) {
      this.back = true;
      clearTimeout(this.#farewell);
      this.#farewell = setTimeout(() => (this.back = false), BACK_SHOWN_MS);
    }
    this.#was = shown;
  }

  render() {
    const { shown } = this.chat.connection;
    const said = shown === 'none' ? (this.back ? t('connection.back') : nothing) : t(`connection.${shown}`);
    return html`<div class="banner" data-shown=${shown === 'none' ? (this.back ? 'back' : 'none') : shown}>
      <span class="for-ears" role="status">${said}</span>
      <span aria-hidden="true">${this.#text(shown)}</span>
      ${shown === 'reconnecting'
        ? html`<button class="link" type="button" @click=${() => this.chat.tryNow()}>${t('connection.tryNow')}</button>`
        : nothing}
    </div>`;
  }

  #text(shown) {
    if (shown === 'none') {
      return this.back ? t('connection.back') : nothing;
    }
    const seconds = Math.ceil((this.chat.connection.retryAt - Date.now()) / 1_000);
    return shown === 'reconnecting' && seconds > 0 ? t('connection.retryIn', { count: seconds }) : t(`connection.${shown}`);
  }
}

customElements.define('ct-banner', Banner);
