import { html } from 'lit';
import { t } from '../../i18n/index.js';
import { hueOf } from '../base/face.js';

/** What a quoted message says, or why it says nothing. */
export function quoteText(quote) {
  return quote.deleted ? t('message.deleted') : (quote.excerpt ?? t('message.quoteGone'));
}

/** What a message answers; leads there if it can be seen. */
export function quoteTemplate(quote, name, onJump) {
  const text = quoteText(quote);
  const inside = html`${quote.sender ? html`<span class="author" data-hue=${hueOf(quote.sender)} dir="auto">${name || '\u00a0'}</span>` : ''}
    <span class="excerpt" dir="auto" data-gone=${quote.excerpt === undefined}>${text}</span>`;
  return quote.sender
    ? html`<button class="quote" type="button" data-hue=${hueOf(quote.sender)} aria-label=${t('message.jumpTo', { name, text })} @click=${() => onJump(quote.seq)}>${inside}</button>`
    : html`<div class="quote">${inside}</div>`;
}
