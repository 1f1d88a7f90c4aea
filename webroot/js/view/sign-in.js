import { html } from 'lit';
import { has, t } from '../i18n/index.js';
import { mark } from './base/icons.js';
import { View } from './base/view.js';

/** Where one picks a name. Whatever is refused, what was typed stays. */
export class SignIn extends View {
  static properties = { chat: { attribute: false }, busy: { state: true }, problem: { state: true } };

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
          @input=${() => (this.problem = null)}
        />
        <p id="sign-in-note" class="note">
          ${this.problem ? html`<span class="problem" role="alert">${this.problem}</span>` : t('signIn.hint')}
        </p>
        <button class="button primary" type="submit" ?disabled=${this.busy}>
          ${this.busy ? t('signIn.busy') : t('signIn.submit')}
        </button>
      </form>
    </main>`;
  }

  async #submit(event) {
    event.preventDefault();
    const field = event.target.elements.name;
    const name = field.value.trim();
    if (!name) {
      this.problem = t('signIn.name_empty');
      field.focus();
      return;
    }
    this.busy = true;
    try {
      await this.chat.session.signIn(name);
    } catch (failure) {
      const key = `signIn.${failure.code}`;
      this.problem = has(key) ? t(key, { name }) : t('signIn.failed', { reason: failure.message });
      field.focus();
      field.select();
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ct-sign-in', SignIn);
