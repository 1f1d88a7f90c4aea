import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { isDeleted } from '../../model/message.js';
import { excerptOf } from '../../model/quotes.js';
import { closeIcon } from '../base/icons.js';

/** The pinned messages of a conversation. `onGo(seq)` leads to one, `onUnpin(seq)` is there for whom may. */
export function pinnedTemplate(pins, { people, onGo, onUnpin }) {
  const list = pins.list.filter(({ message }) => !isDeleted(message));
  return html`<h3 class="section">${t('details.pinned')}</h3>
    ${list.length === 0 ? html`<p class="hint">${pins.state === 'ready' ? t('details.noPins') : '\u00a0'}</p>` : nothing}
    <ul class="list pins">
      ${repeat(list, ({ message }) => message.seq, ({ message }) => pinTemplate(message, { people, onGo, onUnpin }))}
    </ul>`;
}

function pinTemplate(message, { people, onGo, onUnpin }) {
  const text = excerptOf(message.text);
  return html`<li class="kept">
    <button class="row" type="button" @click=${() => onGo(message.seq)}>
      <span class="lines">
        <span class="name" dir="auto">${people.name(message.sender) || '\u00a0'}</span>
        <span class="preview" dir="auto">${text}</span>
      </span>
    </button>
    ${onUnpin
      ? html`<button class="round small" type="button" title=${t('message.unpin')} aria-label=${t('details.unpin', { text })} @click=${() => onUnpin(message.seq)}>
          ${closeIcon}
        </button>`
      : nothing}
  </li>`;
}
