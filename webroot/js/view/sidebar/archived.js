import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { Panel } from '../base/panel.js';
import { rowTemplate } from './row.js';

/** The conversations that I have put away. */
export class Archived extends Panel {
  watched() {
    const { conversations, people, presence, outbox, drafts } = this.chat;
    return [conversations, people, presence, outbox, drafts, this.router];
  }

  render() {
    const { archived } = this.chat.conversations;
    const shown = { chat: this.chat, router: this.router, now: Date.now() };
    return this.frame(
      t('archived.heading'),
      archived.length > 0
        ? html`<ul class="list">
            ${repeat(archived, ({ id }) => id, (conversation) => rowTemplate(conversation, shown))}
          </ul>`
        : html`<p class="hint">${t('archived.none')}</p>`,
    );
  }
}

customElements.define('ct-archived', Archived);
