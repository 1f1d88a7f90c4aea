import { html, nothing } from 'lit';
import { t } from '../i18n/index.js';
import { sendIcon } from './base/icons.js';
import { titleOf } from './base/names.js';
import { View } from './base/view.js';
import { cleaned, lengthOf, MAX_MESSAGE } from './text/measure.js';

const COUNT_FROM = MAX_MESSAGE - 1_000;
const IME_KEY = 229;

/** Where one writes. Fires `posted` after a message has gone to the outbox. What is typed is kept per conversation. */
export class Composer extends View {
  static properties = { chat: { attribute: false }, conversation: { attribute: false }, refused: { state: true } };

  #touch = matchMedia('(pointer: coarse)').matches;

  watched() {
    return [this.chat.people];
  }

  firstUpdated() {
    this.#field.value = this.chat.drafts.get(this.conversation.id) ?? '';
    this.#fit();
    if (!this.#touch) {
      this.#field.focus({ preventScroll: true });
    }
  }

  get #field() {
    return this.querySelector('textarea');
  }

  render() {
    const draft = this.chat.drafts.get(this.conversation.id) ?? '';
    const left = MAX_MESSAGE - (draft.length > COUNT_FROM ? lengthOf(cleaned(draft)) : 0);
    return html`<form @submit=${this.#submit}>
      <div class="field">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint=${this.#touch ? 'enter' : 'send'}
          aria-label=${t('composer.label', { title: titleOf(this.conversation, this.chat) })}
          aria-describedby="composer-note"
          placeholder=${t('composer.placeholder')}
          @input=${this.#typed}
          @keydown=${this.#pressed}
        ></textarea>
        <button class="send" type="submit" title=${t('composer.send')} aria-label=${t('composer.send')} ?disabled=${!cleaned(draft)}>
          ${sendIcon}
        </button>
      </div>
      <p id="composer-note" class="note" data-over=${left < 0} role="status">${this.#note(left)}</p>
    </form>`;
  }

  #note(left) {
    if (left >= 1_000) {
      return nothing;
    }
    if (left >= 0) {
      return t('composer.left', { count: left });
    }
    return this.refused ? t('composer.tooLong', { count: -left }) : t('composer.over', { count: -left });
  }

  #typed() {
    const typed = this.#field.value;
    typed ? this.chat.drafts.set(this.conversation.id, typed) : this.chat.drafts.delete(this.conversation.id);
    this.refused = false;
    this.#fit();
    this.requestUpdate();
  }

  /** While an input method composes, Enter chooses a word; 229 says so in browsers whose composition ended just before. */
  #pressed(event) {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === IME_KEY || event.shiftKey || event.altKey) {
      return;
    }
    if (!this.#touch || event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#post();
    }
  }

  #submit(event) {
    event.preventDefault();
    this.#post();
    this.#field.focus();
  }

  #post() {
    const text = cleaned(this.#field.value);
    if (!text) {
      return;
    }
    if (lengthOf(text) > MAX_MESSAGE) {
      this.refused = true;
      return;
    }
    this.chat.outbox.post(this.conversation.id, text);
    this.#field.value = '';
    this.#typed();
    this.dispatchEvent(new CustomEvent('posted', { bubbles: true }));
  }

  /** Grows with what is written; how far, the stylesheet says. */
  #fit() {
    const field = this.#field;
    field.style.setProperty('height', 'auto');
    field.style.setProperty('height', `${field.scrollHeight}px`);
  }
}

customElements.define('ct-composer', Composer);
