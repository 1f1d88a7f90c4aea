import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { briefTimeText } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { closeIcon } from '../base/icons.js';
import { titleOf } from '../base/names.js';
import { hrefOf } from '../base/router.js';
import { Panel } from '../base/panel.js';

/** The messages that I have saved; each leads to where it was said. */
export class SavedMessages extends Panel {
  connectedCallback() {
    super.connectedCallback();
    this.chat.saved.load();
  }

  watched() {
    const { saved, people, conversations } = this.chat;
    return [saved, people, conversations];
  }

  render() {
    const { saved } = this.chat;
    return this.frame(
      t('saved.heading'),
      html`<ul class="list" aria-busy=${saved.state === 'loading'}>
          ${repeat(saved.list, ({ conversation, seq }) => `${conversation}:${seq}`, (one) => this.#row(one))}
        </ul>
        ${this.#end(saved)}`,
    );
  }

  #row({ conversation, seq, message }) {
    const place = this.chat.conversations.get(conversation);
    const name = message ? this.chat.people.name(message.sender) : '';
    const text = message?.deleted ? t('message.deleted') : (message?.text ?? t('saved.gone'));
    return html`<li class="kept">
      <a class="row" href=${hrefOf({ conversation, at: place && message ? seq : null })}>
        ${avatar({ id: message?.sender ?? conversation, name, size: 'small' })}
        <span class="lines">
          <span class="line">
            <span class="name" dir="auto">${name || '\u00a0'}</span>
            ${message ? html`<time>${briefTimeText(message.time, Date.now())}</time>` : nothing}
          </span>
          <span class="preview" dir="auto">${text}</span>
          ${place ? html`<span class="preview place" dir="auto">${titleOf(place, this.chat)}</span>` : nothing}
        </span>
      </a>
      <button class="round small" type="button" title=${t('message.unsave')} aria-label=${t('saved.drop', { text })}
        @click=${() => this.attempt(() => this.chat.saved.save(conversation, seq, false))}>
        ${closeIcon}
      </button>
    </li>`;
  }

  #end(saved) {
    if (saved.state === 'failed') {
      return html`<p class="hint">${t('people.failed')}</p>
        <button class="button" type="button" @click=${() => saved.load()}>${t('people.retry')}</button>`;
    }
    if (saved.list.length === 0) {
      return html`<p class="hint">${saved.state === 'ready' ? t('saved.none') : '\u00a0'}</p>`;
    }
    return saved.hasMore ? html`<button class="button" type="button" @click=${() => saved.more()}>${t('people.more')}</button>` : nothing;
  }
}

customElements.define('ct-saved', SavedMessages);
