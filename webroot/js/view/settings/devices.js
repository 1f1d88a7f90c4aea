import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { briefTimeText } from '../../i18n/format.js';
import { t } from '../../i18n/index.js';
import { Panel } from '../base/panel.js';
import { deviceOf } from './device.js';

/** Where I am signed in, with a way to sign out elsewhere. */
export class DeviceList extends Panel {
  connectedCallback() {
    super.connectedCallback();
    this.attempt(() => this.chat.devices.load());
  }

  watched() {
    return [this.chat.devices];
  }

  firstUpdated() {}

  render() {
    return html`<h3 class="section">${t('profile.devices')}</h3>
      ${this.problem()}
      <ul class="devices">
        ${repeat(this.chat.devices.list, ({ id }) => id, (device) => this.#device(device))}
      </ul>`;
  }

  #device({ id, userAgent, seenAt }) {
    const known = deviceOf(userAgent);
    const device = known ? t('profile.device', known) : userAgent || t('profile.unknownDevice');
    const time = briefTimeText(seenAt, Date.now());
    const here = id === this.chat.session.id;
    return html`<li class="device">
      <span class="lines">
        <span class="name" dir="auto">${device}</span>
        <span class="preview">${here ? t('profile.thisDevice') : t('profile.lastSeen', { time })}</span>
      </span>
      ${here
        ? nothing
        : html`<button class="button small" type="button" ?disabled=${this.busy} aria-label=${t('profile.endOf', { device, time })}
            @click=${() => this.attempt(() => this.chat.devices.end(id))}>
            ${t('profile.end')}
          </button>`}
    </li>`;
  }
}

customElements.define('ct-devices', DeviceList);
