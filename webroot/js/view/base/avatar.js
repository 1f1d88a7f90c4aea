import { html, nothing } from 'lit';
import { t } from '../../i18n/index.js';
import { hueOf, initialsOf } from './face.js';

/** A picture of somebody or something: initials, until there is a real one. Says nothing to screen readers. */
export function avatar({ id, name, glyph, size = 'middle', presence }) {
  return html`<span class="avatar" data-size=${size} data-hue=${hueOf(id)} aria-hidden="true">
    <span class="avatar-face">${glyph ?? initialsOf(name)}</span>
    ${presence?.status === 'online' ? html`<span class="avatar-dot"></span>` : nothing}
  </span>`;
}

/** Whether somebody is here, as a word. */
export function presenceText(presence) {
  return presence ? t(`presence.${presence.status === 'online' ? 'online' : 'offline'}`) : '';
}
