import { html, nothing } from 'lit';
import { LANGUAGES, t } from '../../i18n/index.js';
import { Panel } from '../base/panel.js';

const PRESENCES = ['everyone', 'contacts', 'nobody'];
const THEMES = ['system', 'light', 'dark'];

/** How I want it, on all my devices. */
export class Preferences extends Panel {
  watched() {
    return [this.chat.settings];
  }

  firstUpdated() {}

  render() {
    const { settings } = this.chat;
    if (!settings.loaded) {
      return nothing;
    }
    return html`<form @submit=${(event) => event.preventDefault()}>
      <h3 class="section">${t('profile.preferences')}</h3>
      ${this.problem()}
      <label class="switch">
        <input type="checkbox" role="switch" .checked=${settings.receipts} @change=${(event) => this.#set('receipts', event.target.checked, event.target)} />
        <span>${t('profile.receipts')}</span>
      </label>
      ${this.#choice('presence', t('profile.presence'), PRESENCES.map((value) => [value, t(`profile.presence_${value}`)]))}
      ${this.#choice('theme', t('profile.theme'), THEMES.map((value) => [value, t(`profile.theme_${value}`)]))}
      ${this.#choice('locale', t('profile.language'), [['', t('profile.languageSystem')], ...Object.entries(LANGUAGES)])}
    </form>`;
  }

  #choice(name, label, options) {
    const value = this.chat.settings[name];
    return html`<label class="label" for=${`settings-${name}`}>${label}</label>
      <select id=${`settings-${name}`} class="input" @change=${(event) => this.#set(name, event.target.value, event.target)}>
        ${options.map(([key, text]) => html`<option value=${key} .selected=${key === value}>${text}</option>`)}
      </select>`;
  }

  /** What the server has not taken is not shown as set. */
  async #set(name, value, field) {
    await this.attempt(() => this.chat.settings.set(name, value));
    if (this.failure) {
      const { settings } = this.chat;
      field.type === 'checkbox' ? (field.checked = settings[name]) : (field.value = settings[name]);
    }
  }
}

customElements.define('ct-preferences', Preferences);
