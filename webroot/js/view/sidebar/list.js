import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { archiveIcon, bookmarkIcon, composeIcon, mark, roomIcon } from '../base/icons.js';
import { hrefOf } from '../base/router.js';
import { View } from '../base/view.js';
import { rowTemplate } from './row.js';

const STEP = 100;
const NEAR_END = 800;

/** My conversations, the one with the latest message first. */
export class ConversationList extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false } };

  /** How many rows are in the page; scrolling brings more. Whatever is new comes on top. */
  #shown = STEP;

  watched() {
    const { conversations, people, presence, outbox, session, drafts } = this.chat;
    return [conversations, people, presence, outbox, session, drafts, this.router];
  }

  render() {
    const { conversations, session } = this.chat;
    return html`<header class="bar">
        ${mark}
        <h2 class="heading">${t('list.heading')}</h2>
        ${this.#action('saved', bookmarkIcon, t('list.saved'))} ${this.#action('rooms', roomIcon, t('list.rooms'))} ${this.#action('new', composeIcon, t('list.newChat'))}
      </header>
      <div class="rows" @scroll=${this.#scrolled}>
        ${conversations.archived.length > 0 ? this.#archived(conversations.archived) : nothing}
        ${conversations.list.length > 0 ? this.#rows(conversations.list) : conversations.loaded ? this.#empty() : nothing}
      </div>
      <footer>
        <a class="me" href=${this.#href({ panel: 'me' })} title=${t('list.profile')}>
          ${avatar({ ...session.account, size: 'small' })}
          <span class="name" dir="auto">${session.account?.name}</span>
          <span class="for-ears">, ${t('list.profile')}</span>
        </a>
      </footer>`;
  }

  #scrolled({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) {
    const { length } = this.chat.conversations.list;
    if (this.#shown < length && scrollHeight - scrollTop - clientHeight < NEAR_END) {
      this.#shown += STEP;
      this.requestUpdate();
    }
  }

  #action(panel, icon, label) {
    return html`<a class="round" href=${this.#href({ panel })} title=${label} aria-label=${label}>${icon}</a>`;
  }

  #rows(list) {
    const now = Date.now();
    return html`<ul class="list">
      ${repeat(list.slice(0, this.#shown), ({ id }) => id, (conversation) => rowTemplate(conversation, { chat: this.chat, router: this.router, now }))}
    </ul>`;
  }

  #archived(list) {
    return html`<a class="row archive" href=${this.#href({ panel: 'archived' })}>
      <span class="avatar way" data-size="small" aria-hidden="true"><span class="avatar-face">${archiveIcon}</span></span>
      <span class="name">${t('list.archived')}</span>
      <span class="notes">${t('list.archivedCount', { count: list.length })}</span>
    </a>`;
  }

  #empty() {
    return html`<div class="empty">
      <p>${t('list.empty')}</p>
      <p class="hint">${t('list.emptyHint')}</p>
      <a class="button primary" href=${this.#href({ panel: 'new' })}>${t('list.findPeople')}</a>
      <a class="button" href=${this.#href({ panel: 'rooms' })}>${t('list.findRooms')}</a>
    </div>`;
  }

  #href(change) {
    return hrefOf({ ...this.router.route, details: false, ...change });
  }
}

customElements.define('ct-conversation-list', ConversationList);
