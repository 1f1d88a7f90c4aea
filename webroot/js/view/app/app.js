import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { t } from '../../i18n/index.js';
import { mark } from '../base/icons.js';
import { View } from '../base/view.js';
import { emptyPane } from '../conversation.js';
import '../details/details.js';
import '../sidebar/sidebar.js';
import '../sign-in.js';
import './announcer.js';
import './banner.js';
import './toast.js';

/** The whole client: sign-in, or up to three panes of which a phone shows one. */
export class App extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false }, trouble: { type: Boolean } };

  watched() {
    return [this.chat?.session, this.chat?.conversations, this.router];
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener('keydown', (event) => this.#pressed(event));
  }

  render() {
    const { state } = this.chat?.session ?? { state: 'unknown' };
    if (state === 'unknown') {
      return html`<div class="boot late" role="status">${mark}<p>${t(this.trouble ? 'boot.failed' : 'boot.waiting')}</p></div>`;
    }
    return state === 'out' ? html`<ct-sign-in .chat=${this.chat}></ct-sign-in>` : this.#panes();
  }

  #panes() {
    const { chat, router } = this;
    const { route, pane } = router;
    const conversation = route.conversation && chat.conversations.get(route.conversation);
    return html`<header class="for-ears"><h1>${t('app.name')}</h1></header>
      <ct-banner .chat=${chat}></ct-banner>
      <ct-announcer .chat=${chat} .router=${router}></ct-announcer>
      <ct-toast></ct-toast>
      <div class="panes" data-pane=${pane} data-details=${Boolean(route.details && conversation)}>
        <ct-sidebar .chat=${chat} .router=${router}></ct-sidebar>
        <main class="main">${this.#main(conversation)}</main>
        ${route.details && conversation
          ? keyed(conversation.id, html`<ct-details .chat=${chat} .router=${router} .conversation=${conversation}></ct-details>`)
          : nothing}
      </div>`;
  }

  #main(conversation) {
    const { chat, router } = this;
    if (conversation) {
      return keyed(
        conversation.id,
        html`<ct-conversation .chat=${chat} .router=${router} .conversation=${conversation}></ct-conversation>`,
      );
    }
    if (!router.route.conversation) {
      return emptyPane(t('conversation.none'), t('conversation.noneAction'), () => router.go({ panel: 'new' }));
    }
    return chat.conversations.loaded
      ? emptyPane(t('conversation.gone'), t('conversation.goneAction'), () => router.go({ conversation: null, details: false }))
      : nothing;
  }

  /** Alt with an arrow goes to the neighbouring conversation; Escape closes the details. */
  #pressed(event) {
    const by = event.altKey && !event.shiftKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && this.chat.conversations) {
      event.preventDefault();
      const { list } = this.chat.conversations;
      const at = list.findIndex(({ id }) => id === this.router.route.conversation);
      const next = list[at < 0 ? 0 : at + by];
      if (next) {
        this.router.go({ conversation: next.id, panel: null });
      }
    } else if (event.key === 'Escape' && !event.defaultPrevented && this.router.route.details) {
      this.router.go({ details: false });
    }
  }
}

customElements.define('ct-app', App);
