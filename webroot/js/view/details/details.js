import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../i18n/index.js';
import { mayActOn } from '../../model/permissions.js';
import { avatar } from '../base/avatar.js';
import { addPersonIcon, closeIcon, leaveIcon } from '../base/icons.js';
import { faceOf, subtitleOf, titleOf } from '../base/names.js';
import { Panel } from '../base/panel.js';
import { pinnedTemplate } from './pinned.js';

/** Each takes one of the subscriptions that a socket may have. */
const MOST_WATCHED = 200;
const OVER_THE_CONVERSATION = '(width < 1080px)';

/** What there is to know and to do about one conversation: its title, its members, the way out. */
export class Details extends Panel {
  static properties = { conversation: { attribute: false }, leaving: { state: true }, adding: { state: true }, removing: { state: true } };

  #members = null;
  #search = null;
  #wanted = new Map();

  connectedCallback() {
    super.connectedCallback();
    this.#members = this.chat.membersOf(this.conversation);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#members.close();
    this.#search?.close();
    this.#wanted.forEach((release) => release());
    this.#wanted.clear();
  }

  watched() {
    const { people, presence } = this.chat;
    return [this.conversation, this.conversation.pins, people, presence, this.#members, this.#search];
  }

  close() {
    this.router.go({ details: false });
  }

  render() {
    const { chat, conversation } = this;
    const members = this.#members.list;
    this.#wantPresence(members);
    return html`<aside aria-label=${t('details.label')} @keydown=${(event) => event.key === 'Escape' && this.close()}>
      <header class="bar">
        <h2 class="heading">${t('details.label')}</h2>
        <button class="round" type="button" aria-label=${t('details.close')} @click=${() => this.close()}>${closeIcon}</button>
      </header>
      <div class="content">
        <div class="portrait">
          ${avatar({ ...faceOf(conversation, chat), size: 'large' })}
          <p class="title" dir="auto">${titleOf(conversation, chat)}</p>
          <p class="subtitle">${subtitleOf(conversation, chat)}</p>
          <p class="number">${t('details.number', { number: String(conversation.number) })}</p>
        </div>
        ${this.problem()} ${conversation.kind === 'direct' || !conversation.may('rename') ? nothing : this.#rename()}
        ${this.#pinned()} ${this.#people(members)}
        ${conversation.kind === 'direct' ? nothing : this.#leave()}
      </div>
    </aside>`;
  }

  #pinned() {
    const { chat, conversation } = this;
    return pinnedTemplate(conversation.pins, {
      people: chat.people,
      onGo: (seq) => this.router.go({ at: seq, details: !matchMedia(OVER_THE_CONVERSATION).matches }),
      onUnpin: conversation.may('pin') ? (seq) => this.attempt(() => conversation.pin(seq, false)) : null,
    });
  }

  #rename() {
    return html`<form @submit=${this.#renamed}>
      <label class="label" for="details-title">${t('details.rename')}</label>
      <div class="field">
        <input id="details-title" class="input" name="title" maxlength="100" dir="auto" autocomplete="off" required .value=${this.conversation.title ?? ''} />
        <button class="button" type="submit" ?disabled=${this.busy}>${t('details.save')}</button>
      </div>
    </form>`;
  }

  #people(members) {
    return html`<h3 class="section">${t('details.members')}</h3>
      ${this.conversation.may('addMembers')
        ? html`<button class="row way" type="button" aria-expanded=${Boolean(this.adding)} @click=${this.#toggleAdding}>
            <span class="avatar way" data-size="small" aria-hidden="true"><span class="avatar-face">${addPersonIcon}</span></span>
            <span class="name">${t('details.add')}</span>
          </button>`
        : nothing}
      ${this.adding ? this.#candidates(members) : nothing}
      <ul class="list">
        ${repeat(members, (member) => member.id, (member) => this.#member(member))}
      </ul>
      ${this.#members.hasMore
        ? html`<button class="button" type="button" @click=${() => this.#members.more()}>${t('details.more')}</button>`
        : nothing}`;
  }

  #candidates(members) {
    const present = new Set(members.map((member) => member.id));
    const candidates = this.#search.items.filter((account) => !present.has(account.id));
    return html`<div class="adding">
      ${this.conversation.title ? nothing : html`<p class="hint">${t('details.addHint')}</p>`}
      ${this.searchField(this.#search, t('people.search'))}
      <ul class="list">
        ${repeat(candidates, (account) => account.id, (account) => html`<li>
          <button class="row person" type="button" ?disabled=${this.busy} @click=${() => this.#add(account.id)}>
            ${avatar({ ...account, size: 'small' })}<span class="name" dir="auto">${account.name}</span>
          </button>
        </li>`)}
      </ul>
      ${this.searchEnd(this.#search, t('people.noMatch', { query: this.#search.query }))}
    </div>`;
  }

  #member({ id, role }) {
    const { chat, conversation } = this;
    const name = chat.people.name(id);
    const presence = chat.presence.get(id);
    const me = id === chat.me;
    const notes = [me ? t('details.you') : '', role === 'member' ? '' : t(`details.${role}`)].filter(Boolean).join(' · ');
    const removable = !me && mayActOn(conversation.role, role) && conversation.title;
    return html`<li class="member">
      <button class="row person" type="button" ?disabled=${me} title=${me ? nothing : t('details.chat', { name })}
        @click=${() => this.enter(() => chat.openDirect(id))}>
        ${avatar({ id, name, size: 'small', presence: me ? null : presence })}
        <span class="name" dir="auto">${name || '\u00a0'}</span>
        <span class="notes">${notes || (presence?.status === 'online' ? t('presence.online') : '')}</span>
      </button>
      ${removable
        ? html`<button class="round small" type="button" aria-label=${t('details.remove', { name })} title=${t('details.remove', { name })}
            @click=${() => (this.removing = id)}>${closeIcon}</button>`
        : nothing}
      ${removable && this.removing === id ? this.#sureToRemove(id, name) : nothing}
    </li>`;
  }

  #sureToRemove(id, name) {
    return html`<div class="sure" role="group">
      <p>${t('details.removeSure', { name })}</p>
      <button class="button danger" type="button" ?disabled=${this.busy} @click=${() => this.#remove(id)}>${t('details.removeYes')}</button>
      <button class="button" type="button" @click=${() => (this.removing = null)}>${t('details.keep')}</button>
    </div>`;
  }

  async #remove(id) {
    await this.attempt(() => this.chat.removeMember(this.conversation.id, id));
    this.removing = null;
  }

  #leave() {
    if (!this.leaving) {
      return html`<button class="button danger" type="button" @click=${() => (this.leaving = true)}>${leaveIcon}${t('details.leave')}</button>`;
    }
    return html`<div class="sure" role="group">
      <p>${t('details.leaveSure', { title: titleOf(this.conversation, this.chat) })}</p>
      <button class="button danger" type="button" ?disabled=${this.busy} @click=${this.#left}>${t('details.leaveYes')}</button>
      <button class="button" type="button" @click=${() => (this.leaving = false)}>${t('details.cancel')}</button>
    </div>`;
  }

  /** Watches whom it shows, and nobody else. */
  #wantPresence(members) {
    const shown = new Set(members.slice(0, MOST_WATCHED).map((member) => member.id));
    for (const [id, release] of this.#wanted) {
      if (!shown.has(id)) {
        release();
        this.#wanted.delete(id);
      }
    }
    for (const id of shown) {
      if (!this.#wanted.has(id) && id !== this.chat.me) {
        this.#wanted.set(id, this.chat.presence.want(id));
      }
    }
  }

  #toggleAdding() {
    this.adding = !this.adding;
    this.#search?.close();
    this.#search = this.adding ? this.chat.directory.searchPeople() : null;
    this.#search?.search('');
  }

  async #add(account) {
    const opened = await this.attempt(() => this.chat.addMember(this.conversation.id, account));
    if (opened && opened.id !== this.conversation.id) {
      this.router.go({ conversation: opened.id, details: true });
    }
  }

  #renamed(event) {
    event.preventDefault();
    const title = event.target.elements.title.value.trim();
    this.attempt(() => this.chat.rename(this.conversation.id, title));
  }

  async #left() {
    const { id } = this.conversation;
    await this.attempt(() => this.chat.leave(id));
    if (!this.failure) {
      this.router.go({ conversation: null, details: false }, { replace: true });
    }
  }
}

customElements.define('ct-details', Details);
