import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { briefTimeText } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { isDeleted } from '../../model/message.js';
import { avatar, presenceText } from '../base/avatar.js';
import { alertIcon, clockIcon, composeIcon, doubleTickIcon, mark, roomIcon, tickIcon } from '../base/icons.js';
import { faceOf, titleOf } from '../base/names.js';
import { hrefOf } from '../base/router.js';
import { View } from '../base/view.js';

const PREVIEW = 120;
const STEP = 100;
const NEAR_END = 800;

/** My conversations, the one with the latest message first. */
export class ConversationList extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false } };

  /** How many rows are in the page; scrolling brings more. Whatever is new comes on top. */
  #shown = STEP;

  watched() {
    const { conversations, people, presence, outbox, session } = this.chat;
    return [conversations, people, presence, outbox, session, this.router];
  }

  render() {
    const { conversations, session } = this.chat;
    return html`<header class="bar">
        ${mark}
        <h2 class="heading">${t('list.heading')}</h2>
        ${this.#action('rooms', roomIcon, t('list.rooms'))} ${this.#action('new', composeIcon, t('list.newChat'))}
      </header>
      <div class="rows" @scroll=${this.#scrolled}>
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
      ${repeat(list.slice(0, this.#shown), (conversation) => conversation.id, (conversation) => this.#row(conversation, now))}
    </ul>`;
  }

  /** With a thousand conversations a row is drawn anew only if something in it has changed. */
  #row(conversation, now) {
    const { chat } = this;
    const face = faceOf(conversation, chat);
    const title = titleOf(conversation, chat);
    const time = briefTimeText(conversation.lastTime, now);
    const current = this.router.route.conversation === conversation.id;
    const last = conversation.lastMessage;
    const pending = chat.outbox.items(conversation.id).at(-1);
    const author = last && conversation.kind !== 'direct' ? chat.people.name(last.sender) : '';
    const { unread, markedUnread } = conversation;
    const reached = last?.sender === chat.me ? conversation.stateOf(last.seq) : 'stored';
    const parts = [title, face.presence?.status, time, current, last, pending, pending?.state, author];
    return guard([...parts, unread, markedUnread, reached], () => html`<li>
      <a class="row" href=${hrefOf({ conversation: conversation.id })} aria-current=${current ? 'page' : nothing}>
        ${avatar(face)}
        <span class="lines">
          <span class="line">
            <span class="name" dir="auto">${title || '\u00a0'}</span>
            ${face.presence ? html`<span class="for-ears">, ${presenceText(face.presence)}</span>` : nothing}
            <time>${time}</time>
          </span>
          <span class="line">${this.#preview(pending ?? last, { pending, author, reached })}${this.#unread(unread, markedUnread)}</span>
        </span>
      </a>
    </li>`);
  }

  #unread(count, marked) {
    if (count === 0 && !marked) {
      return nothing;
    }
    const label = count > 0 ? t('list.unread', { count }) : t('list.marked');
    return html`<span class="unread" title=${label}
      >${count > 999 ? '999+' : count || nothing}<span class="for-ears">${label}</span></span
    >`;
  }

  #preview(message, { pending, author, reached }) {
    if (!message) {
      return html`<span class="preview">${t('list.nothing')}</span>`;
    }
    const own = pending || message.sender === this.chat.me;
    const text = isDeleted(message) ? t('message.deleted') : message.text.slice(0, PREVIEW);
    return html`<span class="preview" dir="auto"
        >${author && !own ? html`<span class="author">${author}: </span>` : nothing}${text}</span
      >${own ? this.#tick(pending?.state ?? reached) : nothing}`;
  }

  #tick(state) {
    const icon = {
      sending: clockIcon,
      failed: alertIcon,
      stored: tickIcon,
      delivered: doubleTickIcon,
      read: doubleTickIcon,
    }[state];
    return html`<span class="tick" data-state=${state}>${icon}<span class="for-ears">${t(`message.${state}`)}</span></span>`;
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
