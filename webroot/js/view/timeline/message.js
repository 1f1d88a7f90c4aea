import { html, nothing } from 'lit';
import { fullTimeText, timeText } from '../../i18n/format.js';
import { failureText, t } from '../../i18n/index.js';
import { isDeleted } from '../../model/message.js';
import { avatar } from '../base/avatar.js';
import { hueOf } from '../base/face.js';
import { alertIcon, clockIcon, doubleTickIcon, tickIcon } from '../base/icons.js';
import { withLinks } from '../text/links.js';
import { beginningOf, isEmojiOnly, lengthOf } from '../text/measure.js';

/** What a message needs to be drawn, besides itself. */
export function messageTemplate(item, { name, reactions, showAuthor, expanded, reached, onExpand, onRetry, onDiscard }) {
  const { message, own, first, last, pending } = item;
  const state = pending ? pending.state : 'stored';
  return html`<li
    class="message"
    data-key=${item.key}
    data-own=${own}
    data-first=${first}
    data-last=${last}
    data-state=${state}
    data-seq=${message.seq ?? nothing}
    data-deleted=${isDeleted(message)}
  >
    ${showAuthor && !own && first ? avatar({ id: message.sender, name, size: 'small' }) : nothing}
    <div class="bubble" data-emoji=${!isDeleted(message) && isEmojiOnly(message.text)}>
      ${showAuthor && !own && first
        ? html`<span class="author" data-hue=${hueOf(message.sender)} dir="auto">${name || '\u00a0'}</span>`
        : html`<span class="for-ears">${name}</span>`}
      ${isDeleted(message) ? tombstone(own) : body(item, { expanded, onExpand })}
      <span class="stamp"
        >${message.type === 'edited' ? html`<span title=${fullTimeText(message.editedAt)}>${t('message.edited')}</span> ` : nothing}<time datetime=${new Date(message.time).toISOString()} title=${fullTimeText(message.time)}
          >${timeText(message.time)}</time
        >${own ? tick(pending ? state : reached) : nothing}</span
      >
    </div>
    ${reactions.length > 0 ? reactionsTemplate(reactions) : nothing}
    ${state === 'failed' ? failed(pending, { onRetry, onDiscard }) : nothing}
  </li>`;
}

function reactionsTemplate(reactions) {
  return html`<ul class="reactions" aria-label=${t('message.reactions')}>
    ${reactions.map(({ kind, count, mine }) => html`<li data-mine=${mine}><span dir="auto">${kind}</span> ${count}</li>`)}
  </ul>`;
}

function tombstone(own) {
  return html`<div class="text">${t('message.deleted')}<span class="stamp-space" data-own=${own}></span></div>`;
}

function body({ message, own }, { expanded, onExpand }) {
  const beginning = beginningOf(message.text);
  const shown = beginning === null || expanded ? message.text : `${beginning}…`;
  return html`<div class="text" dir="auto">${textTemplate(shown)}<span class="stamp-space" data-own=${own}></span></div>
    ${beginning === null
      ? nothing
      : html`<button class="link more" type="button" aria-expanded=${expanded} @click=${onExpand}>
          ${expanded ? t('timeline.less') : t('timeline.more', { count: lengthOf(message.text) })}
        </button>`}`;
}

/** A text with its links, and with nothing else of it interpreted. */
export function textTemplate(text) {
  return withLinks(text).map((part) =>
    typeof part === 'string'
      ? part
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`,
  );
}

function tick(state) {
  const icon = {
    sending: clockIcon,
    failed: alertIcon,
    stored: tickIcon,
    delivered: doubleTickIcon,
    read: doubleTickIcon,
  }[state];
  return html`<span class="tick" data-state=${state} title=${t(`message.${state}`)}
    >${icon}<span class="for-ears">${t(`message.${state}`)}</span></span
  >`;
}

function failed(pending, { onRetry, onDiscard }) {
  return html`<div class="failed">
    <span>${t('message.failed')}: ${failureText(pending.failure)}</span>
    <button class="link" type="button" @click=${() => onRetry(pending)}>${t('message.retry')}</button>
    <button class="link" type="button" @click=${() => onDiscard(pending)}>${t('message.discard')}</button>
  </div>`;
}
