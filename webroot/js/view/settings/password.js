import { html, nothing } from 'lit';
import { t } from '../../i18n/index.js';
import { Panel } from '../base/panel.js';

/** Keeps the own name by a password, changes it, or takes it away. */
export class PasswordSettings extends Panel {
  static properties = { done: { state: true } };

  watched() {
    return [this.chat.settings];
  }

  firstUpdated() {}

  render() {
    const { registered, loaded } = this.chat.settings;
    if (!loaded) {
      return nothing;
    }
    return html`<form @submit=${this.#submit}>
      <h3 class="section">${t('profile.passwordHeading')}</h3>
      <p class="hint">${t(registered ? 'profile.passwordKept' : 'profile.passwordNone')}</p>
      ${registered ? this.#field('current', 'current-password', t('profile.passwordCurrent')) : nothing}
      ${this.#field('password', 'new-password', t('profile.password'))}
      <p class="hint" role="status">${this.done ?? t('profile.passwordRule')}</p>
      ${this.problem()}
      <div class="field">
        <button class="button" type="submit" name="set" ?disabled=${this.busy}>${t(registered ? 'profile.change' : 'profile.keep')}</button>
        ${registered
          ? html`<button class="button danger" type="button" ?disabled=${this.busy} @click=${this.#remove}>${t('profile.remove')}</button>`
          : nothing}
      </div>
    </form>`;
  }

  #field(name, autocomplete, label) {
    return html`<label class="label" for=${`settings-${name}`}>${label}</label>
      <input id=${`settings-${name}`} class="input" name=${name} type="password" autocomplete=${autocomplete} maxlength="256" @input=${() => (this.done = null)} />`;
  }

  #submit(event) {
    event.preventDefault();
    const { password, current } = event.target.elements;
    this.#do(() => this.chat.settings.setPassword(password.value, current?.value), t('profile.kept'), password);
  }

  #remove() {
    const { password, current } = this.querySelector('form').elements;
    this.#do(() => this.chat.settings.removePassword(current.value), t('profile.removed'), password);
  }

  /** What was refused stays in the fields. */
  async #do(action, done, first) {
    this.done = null;
    await this.attempt(action);
    if (!this.failure) {
      this.done = done;
      this.querySelector('form').reset();
      this.chat.devices.load().catch(() => {});
    }
    first.focus();
  }
}

customElements.define('ct-password-settings', PasswordSettings);
