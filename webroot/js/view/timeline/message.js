import { html, nothing } from 'lit';
import { fullTimeText, timeText } from '../../i18n/format.js';
import { failureText, t } from '../../i18n/index.js';
import { withMentions } from '../../model/mentions.js';
import { isDeleted } from '../../model/message.js';
import { avatar } from '../base/avatar.js';
import { hueOf } from '../base/face.js';
import { alertIcon, clockIcon, doubleTickIcon, tickIcon } from '../base/icons.js';
import { withLinks } from '../text/links.js';
import { beginningOf, isEmojiOnly, lengthOf } from '../text/measure.js';
import { quoteTemplate } from './quote.js';
import { toolsTemplate } from './tools.js';

/** What a message needs to be drawn, besides itself. `on` says what to do: `expand, retry, discard, react, hint, jump`. */
export function messageTemplate(item, { name, reactions, quote, quoteName, showAuthor, reached, tools, last: newest, flash, forMe, on, ...shown }) {
  const { message, own, first, last, pending } = item;
  const state = pending ? pending.state : 'stored';
  return html`<li
    class="message"
    tabindex=${newest ? 0 : -1}
    data-key=${item.key}
    data-own=${own}
    data-first=${first}
    data-last=${last}
    data-state=${state}
    data-seq=${message.seq ?? nothing}
    data-deleted=${isDeleted(message)}
    data-for-me=${forMe}
    data-flash=${flash}
  >
    ${showAuthor && !own && first ? avatar({ id: message.sender, name, size: 'small' }) : nothing}
    <div class="bubble" data-emoji=${!isDeleted(message) && !quote && isEmojiOnly(message.text)}>
      ${showAuthor && !own && first
        ? html`<span class="author" data-hue=${hueOf(message.sender)} dir="auto">${name || '\u00a0'}</span>`
        : html`<span class="for-ears">${name}</span>`}
      ${quote && !isDeleted(message) ? quoteTemplate(quote, quoteName, on.jump) : nothing}
      ${isDeleted(message) ? tombstone(own) : body(item, shown, on.expand)}
      <span class="stamp"
        >${message.type === 'edited' ? html`<span title=${fullTimeText(message.editedAt)}>${t('message.edited')}</span> ` : nothing}<time datetime=${new Date(message.time).toISOString()} title=${fullTimeText(message.time)}
          >${timeText(message.time)}</time
        >${own ? tick(pending ? state : reached) : nothing}</span
      >
      ${tools ? toolsTemplate(tools) : nothing}
    </div>
    ${reactions.length > 0 ? reactionsTemplate(reactions, on) : nothing}
    ${state === 'failed' ? failed(pending, on) : nothing}
  </li>`;
}

function reactionsTemplate(reactions, on) {
  return html`<ul class="reactions" aria-label=${t('message.reactions')}>
    ${reactions.map(
      ({ kind, count, mine }) => html`<li>
        <button
          type="button"
          aria-pressed=${mine}
          aria-label=${t(mine ? 'message.reactionMine' : 'message.reaction', { kind, count })}
          @click=${() => on.react(kind, !mine)}
          @pointerenter=${(event) => on.hint(kind, event.currentTarget)}
          @focus=${(event) => on.hint(kind, event.currentTarget)}
        >
          <span class="kind" dir="auto">${kind}</span> <span class="count">${count}</span>
        </button>
      </li>`,
    )}
  </ul>`;
}

function tombstone(own) {
  return html`<div class="text">${t('message.deleted')}<span class="stamp-space" data-own=${own}></span></div>`;
}

function body({ message, own }, { expanded, names }, onExpand) {
  const beginning = beginningOf(message.text);
  const shown = beginning === null || expanded ? message.text : `${beginning}…`;
  return html`<div class="text" dir="auto">${textTemplate(shown, names)}<span class="stamp-space" data-own=${own}></span></div>
    ${beginning === null
      ? nothing
      : html`<button class="link more" type="button" aria-expanded=${expanded} @click=${onExpand}>
          ${expanded ? t('timeline.less') : t('timeline.more', { count: lengthOf(message.text) })}
        </button>`}`;
}

/**
 * A text with its links and with whom it names, and with nothing else of it interpreted.
 *
 * @param {Map<string, boolean>} names of those whom it mentions, and whether that is the reader
 */
export function textTemplate(text, names = new Map()) {
  return withLinks(text).map((part) =>
    typeof part === 'string'
      ? mentionsTemplate(part, names)
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer">${part.text}</a>`,
  );
}

function mentionsTemplate(text, names) {
  return names.size === 0
    ? text
    : withMentions(text, names).map((part) =>
        typeof part === 'string' ? part : html`<span class="mention" data-me=${names.get(part.name)}>@${part.name}</span>`,
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

function failed(pending, { retry, discard }) {
  return html`<div class="failed">
    <span>${t('message.failed')}: ${failureText(pending.failure)}</span>
    <button class="link" type="button" @click=${() => retry(pending)}>${t('message.retry')}</button>
    <button class="link" type="button" @click=${() => discard(pending)}>${t('message.discard')}</button>
  </div>`;
}
