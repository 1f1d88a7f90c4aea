import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { bookmarkIcon, groupIcon, roomIcon } from '../base/icons.js';
import { hrefOf } from '../base/router.js';
import { Panel } from '../base/panel.js';

/** Whom to talk to: one person, several, or a room. */
export class NewChat extends Panel {
  #search = null;

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
    return [this.#search, this.chat.presence];
  }

  render() {
    const search = this.#search;
    const none = search.query ? t('people.noMatch', { query: search.query }) : t('people.none');
    return this.frame(
      t('people.heading'),
      html`${this.searchField(search, t('people.search'))}
        <ul class="list">
          ${this.#way('group', groupIcon, t('people.group'), t('people.groupHint'))}
          ${this.#way('rooms', roomIcon, t('list.rooms'), t('people.roomHint'))}
          <li>
            <button class="row" type="button" ?disabled=${this.busy} @click=${() => this.enter(() => this.chat.openNotes())}>
              ${wayTemplate(bookmarkIcon, t('conversation.noteToSelf'), t('people.notesHint'))}
            </button>
          </li>
        </ul>
        <h3 class="section">${t('people.all')}</h3>
        <ul class="list" aria-busy=${search.state === 'loading'}>
          ${repeat(search.items, (account) => account.id, (account) => this.#person(account))}
        </ul>
        ${this.searchEnd(search, none)}`,
    );
  }

  #way(panel, icon, name, hint) {
    return html`<li>
      <a class="row" href=${hrefOf({ ...this.router.route, panel })}>${wayTemplate(icon, name, hint)}</a>
    </li>`;
  }

  #person(account) {
    return html`<li>
      <button class="row person" type="button" ?disabled=${this.busy} @click=${() => this.enter(() => this.chat.openDirect(account.id))}>
        ${avatar({ ...account, presence: this.chat.presence.get(account.id) })}
        <span class="name" dir="auto">${account.name}</span>
      </button>
    </li>`;
  }
}

customElements.define('ct-new-chat', NewChat);

function wayTemplate(icon, name, hint) {
  return html`<span class="avatar way" data-size="middle" aria-hidden="true"><span class="avatar-face">${icon}</span></span>
    <span class="lines">
      <span class="name">${name}</span>
      <span class="preview">${hint}</span>
    </span>`;
}
