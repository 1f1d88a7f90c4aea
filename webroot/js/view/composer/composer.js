import { html, nothing } from 'lit';
import { t } from '../../i18n/index.js';
import { mentionsIn } from '../../model/mentions.js';
import { closeIcon, replyIcon, sendIcon } from '../base/icons.js';
import { titleOf } from '../base/names.js';
import { View } from '../base/view.js';
import { quoteText } from '../timeline/quote.js';
import { cleaned, lengthOf, MAX_MESSAGE } from '../text/measure.js';
import { Suggestions, suggestionsTemplate } from './suggest.js';

const COUNT_FROM = MAX_MESSAGE - 1_000;
const IME_KEY = 229;

/**
 * Where one writes. Fires `posted` after a message has gone to the outbox. What is typed is kept per
 * conversation, with what it answers.
 */
export class Composer extends View {
  static properties = { chat: { attribute: false }, conversation: { attribute: false }, refused: { state: true } };

  #touch = matchMedia('(pointer: coarse)').matches;

  #suggestions = null;
  #composing = false;

  watched() {
    return [this.chat.people, this.chat.drafts, this.conversation.timeline];
  }

  connectedCallback() {
    super.connectedCallback();
    const { chat, conversation } = this;
    this.#suggestions = new Suggestions({ chat, conversation, onChange: () => this.requestUpdate() });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#suggestions.close();
    this.chat.drafts.flush();
  }

  firstUpdated() {
    if (!this.#touch) {
      this.#field.focus({ preventScroll: true });
    }
  }

  /** What is typed is in the draft at once; so where the two differ, it was written elsewhere. */
  updated() {
    const { text } = this.#draft;
    if (this.#field.value !== text && !this.#composing) {
      this.#field.value = text;
      this.#fit();
    }
  }

  /** Where one writes; the caret goes there. */
  compose() {
    this.#field.focus({ preventScroll: true });
  }

  get #field() {
    return this.querySelector('textarea');
  }

  get #draft() {
    return this.chat.drafts.get(this.conversation.id);
  }

  render() {
    const { text: draft, replyTo, other } = this.#draft;
    const suggestions = this.#suggestions;
    const { open } = suggestions;
    const left = MAX_MESSAGE - (draft.length > COUNT_FROM ? lengthOf(cleaned(draft)) : 0);
    return html`<form @submit=${this.#submit}>
      ${open ? suggestionsTemplate(suggestions, { memberCount: this.conversation.memberCount, onChoose: (person) => this.#choose(person) }) : nothing}
      ${other ? this.#otherDevice(other) : nothing} ${replyTo === null ? nothing : this.#answering(replyTo)}
      <div class="field">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint=${this.#touch ? 'enter' : 'send'}
          aria-label=${t('composer.label', { title: titleOf(this.conversation, this.chat) })}
          aria-describedby="composer-note"
          aria-autocomplete="list"
          aria-controls=${open ? 'composer-people' : nothing}
          aria-activedescendant=${open ? `composer-person-${suggestions.at}` : nothing}
          placeholder=${t('composer.placeholder')}
          @input=${this.#typed}
          @compositionstart=${() => (this.#composing = true)}
          @compositionend=${this.#composed}
          @blur=${() => suggestions.look('', 0)}
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

  /** What another device has written meanwhile: neither of the two texts is lost. */
  #otherDevice(other) {
    const settle = (take) => {
      this.chat.drafts.settle(this.conversation.id, take);
      this.compose();
    };
    return html`<div class="other" role="group" aria-label=${t('composer.other')}>
      <p class="what"><strong>${t('composer.other')}</strong> <span dir="auto">${other}</span></p>
      <button class="link" type="button" @click=${() => settle(true)}>${t('composer.otherTake')}</button>
      <button class="link" type="button" @click=${() => settle(false)}>${t('composer.otherDrop')}</button>
    </div>`;
  }

  #answering(seq) {
    const { timeline } = this.conversation;
    const quote = timeline.quote({ seq });
    if (!quote.sender) {
      timeline.lookUp(seq);
    }
    const name = quote.sender ? this.chat.people.name(quote.sender) : '';
    return html`<div class="answering" role="group" aria-label=${t('composer.replyTo', { name })}>
      ${replyIcon}
      <p class="what">
        <strong dir="auto">${t('composer.replyTo', { name })}</strong>
        <span class="excerpt" dir="auto">${quote.sender ? quoteText(quote) : '\u00a0'}</span>
      </p>
      <button class="round small" type="button" title=${t('composer.noReply')} aria-label=${t('composer.noReply')} @click=${this.#noReply}>
        ${closeIcon}
      </button>
    </div>`;
  }

  #noReply() {
    this.chat.drafts.write(this.conversation.id, { replyTo: null });
    this.compose();
  }

  #typed(event) {
    const field = this.#field;
    this.chat.drafts.write(this.conversation.id, { text: field.value });
    this.refused = false;
    this.#fit();
    if (!event?.isComposing) {
      this.#suggestions.look(field.value, field.selectionStart);
    }
    this.requestUpdate();
  }

  #composed() {
    this.#composing = false;
    this.#typed();
  }

  /** While an input method composes, keys choose words; 229 says so in browsers whose composition ended just before. */
  #pressed(event) {
    if (event.isComposing || event.keyCode === IME_KEY) {
      return;
    }
    if (this.#suggestions.open && this.#chose(event)) {
      event.preventDefault();
    } else if (event.key === 'Escape' && this.#draft.replyTo !== null) {
      event.preventDefault();
      this.#noReply();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.altKey && (!this.#touch || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#post();
    }
  }

  /** @returns {boolean} whether the key was for the list of people */
  #chose({ key, shiftKey }) {
    const suggestions = this.#suggestions;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      suggestions.move(key === 'ArrowDown' ? 1 : -1);
    } else if ((key === 'Enter' || key === 'Tab') && !shiftKey) {
      this.#choose();
    } else if (key === 'Escape') {
      suggestions.dismiss();
    } else {
      return false;
    }
    this.requestUpdate();
    return true;
  }

  #choose(person) {
    const { from, name } = this.#suggestions.choice(person);
    const field = this.#field;
    const behind = field.value.slice(field.selectionStart);
    field.setRangeText(`@${name}${behind.startsWith(' ') ? '' : ' '}`, from, field.selectionStart, 'end');
    this.#typed();
    field.focus({ preventScroll: true });
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
    const { replyTo } = this.#draft;
    this.chat.outbox.post(this.conversation.id, text, {
      ...mentionsIn(text, this.#suggestions.idsByName, this.#suggestions.everyone),
      replyTo: replyTo === null ? undefined : this.conversation.timeline.quote({ seq: replyTo }),
    });
    this.#field.value = '';
    this.chat.drafts.clear(this.conversation.id);
    this.#suggestions.look('', 0);
    this.#fit();
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
