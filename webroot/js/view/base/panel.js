import { html, nothing } from 'lit';
import { failureText, t } from '../../i18n/index.js';
import { backIcon, searchIcon } from './icons.js';
import { View } from './view.js';

const TYPING_PAUSE_MS = 150;

/** A pane that stands over the list of conversations: heading with a way back, and what it is for. */
export class Panel extends View {
  static properties = {
    chat: { attribute: false },
    router: { attribute: false },
    failure: { state: true },
    busy: { state: true },
  };

  #typing = null;

  firstUpdated() {
    this.querySelector('[autofocus]')?.focus({ preventScroll: true });
  }

  frame(heading, content) {
    return html`<header class="bar">
        <button class="round" type="button" aria-label=${t('conversation.back')} @click=${() => this.close()}>${backIcon}</button>
        <h2 class="heading">${heading}</h2>
      </header>
      <div class="content" @keydown=${(event) => event.key === 'Escape' && this.close()}>
        ${this.problem()} ${content}
      </div>`;
  }

  problem() {
    return this.failure ? html`<p class="problem" role="alert">${failureText(this.failure)}</p>` : nothing;
  }

  searchField(search, label) {
    return html`<label class="search">
      ${searchIcon}
      <input
        type="search"
        dir="auto"
        autocomplete="off"
        autofocus
        placeholder=${label}
        aria-label=${label}
        @input=${(event) => this.#searchSoon(search, event.target.value)}
      />
    </label>`;
  }

  /** The end of a list of results: more, nothing, or that it failed. */
  searchEnd(search, none) {
    if (search.state === 'failed') {
      return html`<p class="hint">${t('people.failed')}</p>
        <button class="button" type="button" @click=${() => search.search(search.query)}>${t('people.retry')}</button>`;
    }
    if (search.items.length === 0) {
      // The line is there before its text: what is below must not move away under a finger.
      return html`<p class="hint">${search.state === 'ready' ? none : '\u00a0'}</p>`;
    }
    return search.hasMore
      ? html`<button class="button" type="button" @click=${() => search.more()}>${t('people.more')}</button>`
      : nothing;
  }

  /** Does something that ends in a conversation, and goes there. */
  async enter(opening) {
    const conversation = await this.attempt(opening);
    if (conversation) {
      this.router.go({ panel: null, conversation: conversation.id, details: false });
    }
  }

  /** @returns {Promise} undefined if it failed, which is then shown */
  async attempt(action) {
    this.failure = null;
    this.busy = true;
    try {
      return await action();
    } catch (failure) {
      this.failure = failure;
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  close() {
    this.router.go({ panel: null });
  }

  #searchSoon(search, query) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => search.search(query), TYPING_PAUSE_MS);
  }
}
