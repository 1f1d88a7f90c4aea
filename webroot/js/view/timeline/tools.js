import { html, nothing } from 'lit';
import { t } from '../../i18n/index.js';
import { moreIcon, reactIcon, replyIcon } from '../base/icons.js';

/** What can be done with the message that one points at or stands on. Floats: nothing moves when it comes. */
export function toolsTemplate({ onReact, onReply, onMore }) {
  return html`<div class="tools" role="toolbar" aria-label=${t('message.tools')}>
    ${onReact ? tool(reactIcon, t('message.react'), onReact) : nothing} ${onReply ? tool(replyIcon, t('message.reply'), onReply) : nothing}
    ${tool(moreIcon, t('message.more'), onMore)}
  </div>`;
}

function tool(icon, label, action) {
  return html`<button type="button" title=${label} aria-label=${label} @click=${(event) => action(event.currentTarget)}>${icon}</button>`;
}
