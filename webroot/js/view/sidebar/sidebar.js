import { html } from 'lit';
import { t } from '../../i18n/index.js';
import { View } from '../base/view.js';
import './archived.js';
import './list.js';
import './new-chat.js';
import './new-group.js';
import './profile.js';
import './rooms.js';
import './saved.js';

const LEAST = 240;
const MOST = 480;
const STEP = 16;
const KEPT = 'crosstalk.list-width';

/** The first pane: the list, or a panel in its place; its width is the reader's choice. */
export class Sidebar extends View {
  static properties = { chat: { attribute: false }, router: { attribute: false } };

  #width = Number(localStorage.getItem(KEPT)) || 320;

  #shown = null;

  watched() {
    return [this.router];
  }

  firstUpdated() {
    this.#resize(this.#width);
  }

  /** Whoever closes a panel by the keyboard stands in the list again, not at the top of the page. */
  updated() {
    const { panel, conversation } = this.router.route;
    const closed = this.#shown && !panel && !conversation;
    this.#shown = panel;
    if (closed && document.activeElement === document.body) {
      this.updateComplete.then(() => this.querySelector('ct-conversation-list a')?.focus({ preventScroll: true }));
    }
  }

  render() {
    return html`<nav aria-label=${t('list.label')}>
      ${this.#panel(this.router.route.panel)}
      <div
        class="handle"
        role="separator"
        tabindex="0"
        aria-orientation="vertical"
        aria-label=${t('list.resize')}
        aria-valuenow=${this.#width}
        aria-valuemin=${LEAST}
        aria-valuemax=${MOST}
        @pointerdown=${this.#grab}
        @keydown=${this.#nudge}
      ></div>
    </nav>`;
  }

  #panel(panel) {
    const { chat, router } = this;
    switch (panel) {
      case 'new':
        return html`<ct-new-chat class="panel" .chat=${chat} .router=${router}></ct-new-chat>`;
      case 'group':
        return html`<ct-new-group class="panel" .chat=${chat} .router=${router}></ct-new-group>`;
      case 'rooms':
        return html`<ct-rooms class="panel" .chat=${chat} .router=${router}></ct-rooms>`;
      case 'saved':
        return html`<ct-saved class="panel" .chat=${chat} .router=${router}></ct-saved>`;
      case 'archived':
        return html`<ct-archived class="panel" .chat=${chat} .router=${router}></ct-archived>`;
      case 'me':
        return html`<ct-profile class="panel" .chat=${chat} .router=${router}></ct-profile>`;
      default:
        return html`<ct-conversation-list .chat=${chat} .router=${router}></ct-conversation-list>`;
    }
  }

  #grab(event) {
    const handle = event.currentTarget;
    const startX = event.clientX;
    const startWidth = this.#width;
    const direction = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const move = ({ clientX }) => this.#resize(startWidth + direction * (clientX - startX));
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
  }

  #nudge(event) {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by) {
      event.preventDefault();
      this.#resize(this.#width + by);
    }
  }

  #resize(width) {
    this.#width = Math.round(Math.min(MOST, Math.max(LEAST, width)));
    localStorage.setItem(KEPT, String(this.#width));
    document.documentElement.style.setProperty('--list-width', `${this.#width}px`);
    this.requestUpdate();
  }
}

customElements.define('ct-sidebar', Sidebar);
