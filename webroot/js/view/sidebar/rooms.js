import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { roomIcon } from '../base/icons.js';
import { Panel } from '../base/panel.js';

/** The open rooms: to search, to enter, to open a new one. */
export class Rooms extends Panel {
  #search = null;

  connectedCallback() {
    super.connectedCallback();
    this.#search = this.chat.directory.searchRooms();
    this.#search.search('');
  }

  watched() {
    return [this.#search, this.chat.conversations];
  }

  render() {
    const search = this.#search;
    const none = search.query ? t('rooms.noMatch', { query: search.query }) : t('rooms.none');
    return this.frame(
      t('rooms.heading'),
      html`${this.searchField(search, t('rooms.search'))}
        <ul class="list" aria-busy=${search.state === 'loading'}>
          ${repeat(search.items, (room) => room.id, (room) => this.#room(room))}
        </ul>
        ${this.searchEnd(search, none)}
        <form class="create" @submit=${this.#create}>
          <h3 class="section">${t('rooms.create')}</h3>
          <div class="field">
            <input class="input" name="title" type="text" required maxlength="100" dir="auto" autocomplete="off"
              placeholder=${t('rooms.title')} aria-label=${t('rooms.title')} />
            <button class="button primary" type="submit" ?disabled=${this.busy}>${t('rooms.submit')}</button>
          </div>
        </form>`,
    );
  }

  #room(room) {
    const mine = this.chat.conversations.get(room.id);
    return html`<li>
      <button
        class="row room"
        type="button"
        ?disabled=${this.busy}
        @click=${() => this.enter(() => mine ?? this.chat.join(room.id))}
      >
        ${avatar({ id: room.id, glyph: roomIcon })}
        <span class="lines">
          <span class="name" dir="auto">${room.title}</span>
          <span class="preview">${t('conversation.members', { count: (mine ?? room).memberCount })}</span>
        </span>
        <span class="button small">${t(mine ? 'rooms.joined' : 'rooms.join')}</span>
      </button>
    </li>`;
  }

  #create(event) {
    event.preventDefault();
    const title = event.target.elements.title.value.trim();
    if (title) {
      this.enter(() => this.chat.createRoom(title));
    }
  }
}

customElements.define('ct-rooms', Rooms);
