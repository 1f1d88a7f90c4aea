import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { briefTimeText } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { isDeleted } from '../../model/message.js';
import { avatar, presenceText } from '../base/avatar.js';
import { openConversationMenu } from '../base/conversation-menu.js';
import { alertIcon, clockIcon, doubleTickIcon, muteIcon, pinIcon, tickIcon } from '../base/icons.js';
import { faceOf, titleOf } from '../base/names.js';
import { hrefOf } from '../base/router.js';

const PREVIEW = 120;

/** The line of a conversation. With a thousand of them a row is drawn anew only if something in it has changed. */
export function rowTemplate(conversation, { chat, router, now }) {
  const shown = stateOf(conversation, chat, router, now);
  const { last, pending, draft, badge, face, ...parts } = shown;
  return guard([...Object.values(parts), last, pending, pending?.state, draft, ...Object.values(badge), face.presence?.status], () =>
    row(conversation, shown, chat, router),
  );
}

function stateOf(conversation, chat, router, now) {
  const { unread, mentions, markedUnread, muted, lastMessage: last } = conversation;
  const current = router.route.conversation === conversation.id;
  return {
    face: faceOf(conversation, chat),
    title: titleOf(conversation, chat),
    time: briefTimeText(conversation.lastTime, now),
    current,
    last,
    pending: chat.outbox.items(conversation.id).at(-1),
    draft: current ? '' : chat.drafts.get(conversation.id).text,
    author: last && conversation.kind !== 'direct' ? chat.people.name(last.sender) : '',
    reached: last?.sender === chat.me ? conversation.stateOf(last.seq) : 'stored',
    badge: { unread, mentions, markedUnread },
    muted,
    pinned: conversation.pinned !== null,
  };
}

function row(conversation, shown, chat, router) {
  const { face, title, time, current, badge, muted, pinned } = shown;
  const menu = (event) => {
    event.preventDefault();
    openConversationMenu(event.currentTarget, { conversation, router });
  };
  return html`<li>
    <a class="row" href=${hrefOf({ conversation: conversation.id })} aria-current=${current ? 'page' : nothing} @contextmenu=${menu}>
      ${avatar(face)}
      <span class="lines">
        <span class="line">
          <span class="name" dir="auto">${title || '\u00a0'}</span>
          ${face.presence ? html`<span class="for-ears">, ${presenceText(face.presence)}</span>` : nothing}
          ${muted ? sign(muteIcon, t('list.muted')) : nothing} ${pinned ? sign(pinIcon, t('list.pinned')) : nothing}
          <time>${time}</time>
        </span>
        <span class="line">${shown.draft ? draftPreview(shown.draft) : preview(shown, chat)}${badges(badge, muted)}</span>
      </span>
    </a>
  </li>`;
}

const sign = (icon, label) => html`<span class="sign" title=${label}>${icon}<span class="for-ears">, ${label}</span></span>`;

/** What is for me is said even where the rest is muted. */
function badges({ unread, mentions, markedUnread }, muted) {
  if (unread === 0 && !markedUnread) {
    return nothing;
  }
  const label = unread > 0 ? t('list.unread', { count: unread }) : t('list.marked');
  const forMe = t('list.mentions', { count: mentions });
  return html`${mentions > 0 ? html`<span class="unread mention" title=${forMe}>@<span class="for-ears">${forMe}</span></span>` : nothing}<span
      class="unread"
      data-muted=${muted}
      title=${label}
      >${unread > 999 ? '999+' : unread || nothing}<span class="for-ears">${label}</span></span
    >`;
}

function draftPreview(text) {
  return html`<span class="preview" dir="auto"><span class="draft">${t('list.draft')}</span>${text.slice(0, PREVIEW)}</span>`;
}

function preview({ last, pending, author, reached }, chat) {
  const message = pending ?? last;
  if (!message) {
    return html`<span class="preview">${t('list.nothing')}</span>`;
  }
  const own = pending || message.sender === chat.me;
  const text = isDeleted(message) ? t('message.deleted') : message.text.slice(0, PREVIEW);
  return html`<span class="preview" dir="auto">${author && !own ? html`<span class="author">${author}: </span>` : nothing}${text}</span
    >${own ? tick(pending?.state ?? reached) : nothing}`;
}

function tick(state) {
  const icon = {
    sending: clockIcon,
    failed: alertIcon,
    stored: tickIcon,
    delivered: doubleTickIcon,
    read: doubleTickIcon,
  }[state];
  return html`<span class="tick" data-state=${state}>${icon}<span class="for-ears">${t(`message.${state}`)}</span></span>`;
}
