import { html, nothing } from 'lit';
import { has, t } from '../i18n/index.js';
import { mark } from './base/icons.js';
import { View } from './base/view.js';

/** Where one picks a name. Whatever is refused, what was typed stays. */
export class SignIn extends View {
  static properties = { chat: { attribute: false }, busy: { state: true }, problem: { state: true }, taken: { state: true } };

  watched() {
    return [this.chat.session];
  }

  firstUpdated() {
    this.querySelector('input').focus({ preventScroll: true });
  }

  render() {
    const expired = this.chat.session.reason === 'expired';
    return html`<main>
      <form class="card" @submit=${this.#submit} novalidate>
        ${mark}
        <h1>${t('signIn.heading')}</h1>
        <p class="lead">${t(expired ? 'signIn.expired' : 'signIn.lead')}</p>
        <label class="label" for="sign-in-name">${t('signIn.name')}</label>
        <input
          id="sign-in-name"
          class="input"
          name="name"
          type="text"
          dir="auto"
          autocomplete="nickname"
          autocapitalize="none"
          spellcheck="false"
          aria-describedby="sign-in-note"
          aria-invalid=${Boolean(this.problem)}
          @input=${this.#renamed}
        />
        ${this.taken ? this.#password() : nothing}
        <p id="sign-in-note" class="note">
          ${this.problem ? html`<span class="problem" role="alert">${this.problem}</span>` : t('signIn.hint')}
        </p>
        <button class="button primary" type="submit" ?disabled=${this.busy}>
          ${this.busy ? t('signIn.busy') : t('signIn.submit')}
        </button>
      </form>
    </main>`;
  }

  /** Only a name that is taken may have one. */
  #password() {
    return html`<label class="label further" for="sign-in-password">${t('signIn.password')}</label>
      <input
        id="sign-in-password"
        class="input"
        name="password"
        type="password"
        autocomplete="current-password"
        maxlength="256"
        aria-describedby="sign-in-note"
        @input=${() => (this.problem = null)}
      />`;
  }

  #renamed() {
    this.problem = null;
    this.taken = false;
  }

  async #submit(event) {
    event.preventDefault();
    const { name: field, password } = event.target.elements;
    const name = field.value.trim();
    if (!name) {
      this.problem = t('signIn.name_empty');
      field.focus();
      return;
    }
    this.busy = true;
    try {
      await this.chat.session.signIn(name, password?.value || undefined);
    } catch (failure) {
      this.#refused(failure, name);
    } finally {
      this.busy = false;
    }
  }

  async #refused(failure, name) {
    const key = `signIn.${failure.code}`;
    this.problem = has(key) ? t(key, { name }) : t('signIn.failed', { reason: failure.message });
    this.taken = ['name_taken', 'wrong_password', 'too_many_requests'].includes(failure.code) && (this.taken || failure.code === 'name_taken');
    await this.updateComplete;
    const field = this.querySelector(this.taken ? '#sign-in-password' : '#sign-in-name');
    field.focus();
    field.select();
  }
}

customElements.define('ct-sign-in', SignIn);
