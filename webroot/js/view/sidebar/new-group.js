import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { closeIcon, tickIcon } from '../base/icons.js';
import { Panel } from '../base/panel.js';

/** Chooses several people and opens a group with them. */
export class NewGroup extends Panel {
  #search = null;
  #chosen = new Map();

  connectedCallback() {
    super.connectedCallback();
    this.#search = this.chat.directory.searchPeople();
    this.#search.search('');
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#search.close();
  }

  watched() {
    return [this.#search];
  }

  render() {
    const search = this.#search;
    const none = search.query ? t('people.noMatch', { query: search.query }) : t('people.none');
    return this.frame(
      t('group.heading'),
      html`<form @submit=${this.#create}>
        <input class="input" name="title" type="text" maxlength="100" dir="auto" autocomplete="off"
          placeholder=${t('group.title')} aria-label=${t('group.title')} />
        ${this.#chips()} ${this.searchField(search, t('people.search'))}
        <ul class="list choices" aria-label=${t('group.choose')}>
          ${repeat(search.items, (account) => account.id, (account) => this.#choice(account))}
        </ul>
        ${this.searchEnd(search, none)}
        <div class="foot">
          <button class="button primary" type="submit" ?disabled=${this.#chosen.size === 0 || this.busy}>
            ${this.#chosen.size === 0 ? t('group.choose') : t('group.create', { count: this.#chosen.size })}
          </button>
        </div>
      </form>`,
    );
  }

  #chips() {
    if (this.#chosen.size === 0) {
      return nothing;
    }
    return html`<ul class="chips" aria-label=${t('group.chosen')}>
      ${[...this.#chosen.values()].map(
        (account) =>
          html`<li>
            <button class="chip" type="button" aria-label=${t('group.remove', { name: account.name })} @click=${() => this.#toggle(account)}>
              <span dir="auto">${account.name}</span>${closeIcon}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #choice(account) {
    const chosen = this.#chosen.has(account.id);
    return html`<li>
      <button class="row person" type="button" role="checkbox" aria-checked=${chosen} @click=${() => this.#toggle(account)}>
        ${avatar(account)}
        <span class="name" dir="auto">${account.name}</span>
        <span class="box" aria-hidden="true">${chosen ? tickIcon : nothing}</span>
      </button>
    </li>`;
  }

  #toggle(account) {
    this.#chosen.delete(account.id) || this.#chosen.set(account.id, account);
    this.requestUpdate();
  }

  #create(event) {
    event.preventDefault();
    const title = event.target.elements.title.value.trim();
    if (this.#chosen.size > 0) {
      this.enter(() => this.chat.openGroup([...this.#chosen.keys()], title));
    }
  }
}

customElements.define('ct-new-group', NewGroup);
