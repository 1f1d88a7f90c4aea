import { html, nothing } from 'lit';
import { failureText, t } from '../../i18n/index.js';
import { mentionsIn } from '../../model/mentions.js';
import { closeIcon, composeIcon, replyIcon, sendIcon, tickIcon } from '../base/icons.js';
import { titleOf } from '../base/names.js';
import { View } from '../base/view.js';
import { notify } from '../timeline/actions.js';
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
  static properties = { chat: { attribute: false }, conversation: { attribute: false }, refused: { state: true }, editing: { state: true } };

  #touch = matchMedia('(pointer: coarse)').matches;

  #suggestions = null;
  #composing = false;
  /** What the message that one changes says by now; the draft waits meanwhile. */
  #edited = '';

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
    const text = this.#text;
    if (this.#field.value !== text && !this.#composing) {
      this.#field.value = text;
      this.#fit();
    }
  }

  /** Where one writes; the caret goes there. */
  compose() {
    this.#field.focus({ preventScroll: true });
  }

  /** Begins to change a message of mine. */
  edit(seq) {
    this.#edited = this.conversation.timeline.message(seq).text;
    this.editing = seq;
    this.updateComplete.then(() => this.compose());
  }

  #noEdit() {
    this.editing = null;
    this.refused = false;
    this.compose();
  }

  get #text() {
    return this.#isEditing ? this.#edited : this.#draft.text;
  }

  get #isEditing() {
    return Number.isInteger(this.editing);
  }

  get #field() {
    return this.querySelector('textarea');
  }

  get #draft() {
    return this.chat.drafts.get(this.conversation.id);
  }

  render() {
    const { replyTo, other } = this.#draft;
    const draft = this.#text;
    const sendLabel = t(this.#isEditing ? 'composer.saveEdit' : 'composer.send');
    const suggestions = this.#suggestions;
    const { open } = suggestions;
    const left = MAX_MESSAGE - (draft.length > COUNT_FROM ? lengthOf(cleaned(draft)) : 0);
    return html`<form @submit=${this.#submit}>
      ${open ? suggestionsTemplate(suggestions, { memberCount: this.conversation.memberCount, onChoose: (person) => this.#choose(person) }) : nothing}
      ${other ? this.#otherDevice(other) : nothing} ${this.#about(replyTo)}
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
        <button class="send" type="submit" title=${sendLabel} aria-label=${sendLabel} ?disabled=${!cleaned(draft)}>
          ${this.#isEditing ? tickIcon : sendIcon}
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

  /** What the text belongs to: a message that it changes, or one that it answers. */
  #about(replyTo) {
    if (this.#isEditing) {
      const label = t('composer.editing');
      return aboutTemplate({ icon: composeIcon, label, text: '', stop: t('composer.noEdit'), onStop: () => this.#noEdit() });
    }
    return replyTo === null ? nothing : this.#answering(replyTo);
  }

  #answering(seq) {
    const { timeline } = this.conversation;
    const quote = timeline.quote({ seq });
    if (!quote.sender) {
      timeline.lookUp(seq);
    }
    const label = t('composer.replyTo', { name: quote.sender ? this.chat.people.name(quote.sender) : '' });
    const text = quote.sender ? quoteText(quote) : '\u00a0';
    return aboutTemplate({ icon: replyIcon, label, text, stop: t('composer.noReply'), onStop: () => this.#noReply() });
  }

  #noReply() {
    this.chat.drafts.write(this.conversation.id, { replyTo: null });
    this.compose();
  }

  #typed(event) {
    const field = this.#field;
    if (this.#isEditing) {
      this.#edited = field.value;
    } else {
      this.chat.drafts.write(this.conversation.id, { text: field.value });
    }
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
    } else if (event.key === 'Escape' && (this.#isEditing || this.#draft.replyTo !== null)) {
      event.preventDefault();
      this.#isEditing ? this.#noEdit() : this.#noReply();
    } else if (event.key === 'ArrowUp' && !this.#field.value && this.conversation.lastEditable) {
      event.preventDefault();
      this.edit(this.conversation.lastEditable.seq);
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
    const named = mentionsIn(text, this.#suggestions.idsByName, this.#suggestions.everyone);
    if (this.#isEditing) {
      this.#change(text, named);
      return;
    }
    const { replyTo } = this.#draft;
    this.chat.outbox.post(this.conversation.id, text, {
      ...named,
      replyTo: replyTo === null ? undefined : this.conversation.timeline.quote({ seq: replyTo }),
    });
    this.#field.value = '';
    this.chat.drafts.clear(this.conversation.id);
    this.#suggestions.look('', 0);
    this.#fit();
    this.dispatchEvent(new CustomEvent('posted', { bubbles: true }));
  }

  /** What is refused stays, to be tried again. */
  async #change(text, { mentions = [], everyone = false }) {
    try {
      await this.conversation.edit(this.editing, text, { mentions, everyone });
      this.#noEdit();
    } catch (failure) {
      notify(this, failureText(failure));
    }
  }

  /** Grows with what is written; how far, the stylesheet says. */
  #fit() {
    const field = this.#field;
    field.style.setProperty('height', 'auto');
    field.style.setProperty('height', `${field.scrollHeight}px`);
  }
}

customElements.define('ct-composer', Composer);

function aboutTemplate({ icon, label, text, stop, onStop }) {
  return html`<div class="answering" role="group" aria-label=${label}>
    ${icon}
    <p class="what">
      <strong dir="auto">${label}</strong>
      <span class="excerpt" dir="auto">${text}</span>
    </p>
    <button class="round small" type="button" title=${stop} aria-label=${stop} @click=${onStop}>${closeIcon}</button>
  </div>`;
}
