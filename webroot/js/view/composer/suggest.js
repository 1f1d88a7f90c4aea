import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { matching, queryAt } from '../../model/mentions.js';
import { avatar } from '../base/avatar.js';
import { groupIcon } from '../base/icons.js';

const MOST = 8;
const MOST_PAGES = 5;
const MOST_FOR_EVERYONE = 100;

/** Whom one may mean by what one has typed behind an @. Knows the members once somebody has typed one. */
export class Suggestions {
  #chat;
  #conversation;
  #onChange;
  #members = null;
  #stop = null;
  #pages = 0;
  #query = null;
  #dismissed = null;

  constructor({ chat, conversation, onChange }) {
    this.#chat = chat;
    this.#conversation = conversation;
    this.#onChange = onChange;
    this.list = [];
    this.at = 0;
  }

  get open() {
    return this.list.length > 0;
  }

  /** What stands before the caret has changed. */
  look(text, caret) {
    const query = queryAt(text, caret);
    this.#query = query && query.at !== this.#dismissed ? query : null;
    if (!query) {
      this.#dismissed = null;
    }
    if (this.#query) {
      this.#load();
    }
    this.at = 0;
    this.#refresh();
  }

  /** Not now: until another @ is typed. */
  dismiss() {
    this.#dismissed = this.#query?.at ?? null;
    this.#query = null;
    this.#refresh();
  }

  move(by) {
    this.at = (this.at + by + this.list.length) % this.list.length;
  }

  /** @returns {{from: number, name: string}} what the chosen one puts behind that place */
  choice(person = this.list[this.at]) {
    return { from: this.#query.at, name: person.name };
  }

  /** By name, the ids of those who can be mentioned, as far as they are known. */
  get idsByName() {
    return new Map(this.#people().map(({ id, name }) => [name, id]));
  }

  /** The word for everyone, if I may use it here. */
  get everyone() {
    const { kind, memberCount, role } = this.#conversation;
    const few = kind !== 'room' || memberCount <= MOST_FOR_EVERYONE || role === 'owner' || role === 'moderator';
    return kind !== 'direct' && few && this.#conversation.may('mentionEveryone') ? t('composer.everyone') : null;
  }

  close() {
    this.#stop?.();
    this.#members?.close();
  }

  #people() {
    const ids = this.#members ? this.#members.list.map(({ id }) => id) : this.#conversation.members;
    return ids.map((id) => ({ id, name: this.#chat.people.name(id) })).filter(({ id, name }) => name && id !== this.#chat.me);
  }

  #load() {
    if (this.#members) {
      return;
    }
    this.#members = this.#chat.membersOf(this.#conversation);
    this.#stop = this.#members.observe(() => {
      if (this.#members.state === 'ready' && this.#members.hasMore && ++this.#pages < MOST_PAGES) {
        this.#members.more();
      }
      this.#refresh();
    });
  }

  #refresh() {
    const everyone = this.everyone ? [{ id: 'everyone', name: this.everyone, all: true }] : [];
    const found = this.#query ? matching([...this.#people(), ...everyone], this.#query.query, MOST) : [];
    this.list = found;
    this.at = Math.min(this.at, Math.max(0, found.length - 1));
    this.#onChange();
  }
}

/** The list; the field says which one is chosen, so that the focus stays there. */
export function suggestionsTemplate(suggestions, { memberCount, onChoose }) {
  return html`<ul id="composer-people" class="people" role="listbox" aria-label=${t('composer.people')}>
    ${repeat(
      suggestions.list,
      ({ id }) => id,
      (person, at) => html`<li
        id=${`composer-person-${at}`}
        class="row person"
        role="option"
        aria-selected=${at === suggestions.at}
        @pointerdown=${(event) => event.preventDefault()}
        @click=${() => onChoose(person)}
      >
        ${avatar(person.all ? { id: person.id, glyph: groupIcon, size: 'small' } : { ...person, size: 'small' })}
        <span class="name" dir="auto">${person.name}</span>
        ${person.all ? html`<span class="notes">${t('composer.everyoneHint', { count: memberCount })}</span>` : ''}
      </li>`,
    )}
  </ul>`;
}
