import { html, nothing } from 'lit';
import { t } from '../i18n/index.js';
import { avatar } from './base/avatar.js';
import { openConversationMenu } from './base/conversation-menu.js';
import { backIcon, infoIcon, moreIcon } from './base/icons.js';
import { faceOf, subtitleOf, titleOf } from './base/names.js';
import { View } from './base/view.js';
import './composer/composer.js';
import './timeline/timeline.js';

/** One conversation: who it is with, what was said, where one writes. */
export class ConversationView extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false }, conversation: { attribute: false } };

  watched() {
    const { people, presence } = this.chat;
    return [this.conversation, people, presence, this.router];
  }

  render() {
    const { chat, conversation } = this;
    const title = titleOf(conversation, chat) || '\u00a0';
    const label = conversation.kind === 'room' ? 'conversation.room' : 'conversation.label';
    return html`<section aria-label=${t(label, { title })}>
      <header class="bar">
        <button class="round back" type="button" aria-label=${t('conversation.back')} @click=${this.#back}>${backIcon}</button>
        <button class="who" type="button" @click=${this.#details} aria-expanded=${this.router.route.details}>
          ${avatar({ ...faceOf(conversation, chat), size: 'middle' })}
          <span class="lines">
            <h2 class="title" dir="auto">${title}</h2>
            <span class="subtitle">${subtitleOf(conversation, chat) || '\u00a0'}</span>
          </span>
        </button>
        <button
          class="round"
          type="button"
          title=${t('details.label')}
          aria-label=${t('details.label')}
          aria-pressed=${this.router.route.details}
          @click=${this.#details}
        >
          ${infoIcon}
        </button>
        <button
          class="round"
          type="button"
          title=${t('menu.open')}
          aria-label=${t('menu.open')}
          aria-haspopup="menu"
          @click=${(event) => openConversationMenu(event.currentTarget, { conversation, router: this.router })}
        >
          ${moreIcon}
        </button>
      </header>
      <ct-timeline
        .chat=${chat}
        .router=${this.router}
        .conversation=${conversation}
        @compose=${() => this.querySelector('ct-composer')?.compose()}
        @edit=${(event) => this.querySelector('ct-composer')?.edit(event.detail)}
      ></ct-timeline>
      ${conversation.mayPost
        ? html`<ct-composer .chat=${chat} .conversation=${conversation} @posted=${this.#posted}></ct-composer>`
        : html`<p class="no-composer" role="status">${this.#whyNot()}</p>`}
    </section>`;
  }

  /** Where the address names a message, one goes there; after that it names the conversation alone. */
  updated() {
    const { at } = this.router.route;
    if (at !== null && this.conversation.id === this.router.route.conversation) {
      this.router.go({ at: null }, { replace: true });
      this.querySelector('ct-timeline').jumpTo(at);
    }
  }

  #whyNot() {
    const { role, settings } = this.conversation;
    const closed = settings.permissions.post !== 'everyone' && role !== 'read_only';
    return closed ? t(`composer.${settings.permissions.post}`) : t('composer.readOnly');
  }

  #posted() {
    this.querySelector('ct-timeline').toLatest();
  }

  #back() {
    this.router.go({ conversation: null, details: false });
  }

  #details() {
    this.router.go({ details: !this.router.route.details });
  }
}

customElements.define('ct-conversation', ConversationView);

/** What stands where a conversation would be. */
export function emptyPane(text, action, onAction) {
  return html`<div class="empty-pane">
    <p>${text}</p>
    ${action ? html`<button class="button" type="button" @click=${onAction}>${action}</button>` : nothing}
  </div>`;
}
