import { html, nothing } from 'lit';
import { t } from '../../i18n/index.js';
import { avatar } from '../base/avatar.js';
import { leaveIcon } from '../base/icons.js';
import { Panel } from '../base/panel.js';
import '../settings/devices.js';
import '../settings/password.js';
import '../settings/preferences.js';

/** Who I am here, how I want it, and the way out. */
export class Profile extends Panel {
  static properties = { saved: { state: true } };

  watched() {
    return [this.chat.session, this.chat.settings];
  }

  render() {
    const { chat } = this;
    const { account } = chat.session;
    return this.frame(
      t('profile.heading'),
      html`<div class="portrait">${avatar({ ...account, size: 'large' })}</div>
        <form @submit=${this.#rename}>
          <label class="label" for="profile-name">${t('profile.name')}</label>
          <div class="field">
            <input id="profile-name" class="input" name="name" dir="auto" autocomplete="off" spellcheck="false" required .value=${account?.name ?? ''} />
            <button class="button" type="submit" ?disabled=${this.busy}>${t('profile.save')}</button>
          </div>
          <p class="hint" role="status">${this.saved ? t('profile.saved') : nothing}</p>
        </form>
        <ct-preferences class="settings" .chat=${chat}></ct-preferences>
        <ct-password-settings class="settings" .chat=${chat}></ct-password-settings>
        <ct-devices class="settings" .chat=${chat}></ct-devices>
        <button class="button danger" type="button" ?disabled=${this.busy} @click=${this.#signOut}>
          ${leaveIcon}${t('profile.signOut')}
        </button>
        ${chat.settings.registered ? nothing : html`<p class="hint">${t('profile.signOutHint')}</p>`}`,
    );
  }

  async #rename(event) {
    event.preventDefault();
    this.saved = false;
    const name = event.target.elements.name.value.trim();
    await this.attempt(() => this.chat.session.rename(name));
    this.saved = !this.failure;
  }

  /** What is half written is there again after the next sign-in. */
  #signOut() {
    this.chat.drafts.flush();
    this.attempt(() => this.chat.session.signOut());
  }
}

customElements.define('ct-profile', Profile);
