import { svg, html } from 'lit';

const icon = (shape) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const backIcon = icon(svg`<path d="M15 5l-7 7 7 7" />`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6L6 18" />`);
export const composeIcon = icon(svg`<path d="M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1zM14.5 6.5l3 3" />`);
export const roomIcon = icon(svg`<path d="M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16" />`);
export const groupIcon = icon(
  svg`<circle cx="9" cy="8.5" r="3.5" /><path d="M2.5 19.5c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5M15.5 5.4a3.5 3.5 0 0 1 0 6.2M17.5 14.4c2.3.7 3.6 2.4 4 5.1" />`,
);
export const addPersonIcon = icon(
  svg`<circle cx="10" cy="8.5" r="3.5" /><path d="M3.5 19.5c.6-3.6 3-5.5 6.5-5.5 1.7 0 3.1.4 4.2 1.3M18 14v6M15 17h6" />`,
);
export const infoIcon = icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 11v5.5M12 7.5v.5" />`);
export const sendIcon = icon(svg`<path d="M5 12l-1.2-7.5L20.5 12 3.8 19.5 5 12zm0 0h7" />`);
export const downIcon = icon(svg`<path d="M12 5v14M6 13l6 6 6-6" />`);
export const searchIcon = icon(svg`<circle cx="11" cy="11" r="6.5" /><path d="M16 16l4.5 4.5" />`);
export const tickIcon = icon(svg`<path d="M5.5 12.5l4.5 4.5L18.5 7.5" />`);
export const doubleTickIcon = icon(svg`<path d="M2.5 12.5l4.5 4.5L15.5 7.5M10.5 16l1 1L20.5 7.5" />`);
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="8" /><path d="M12 7.5V12l3 2" />`);
export const alertIcon = icon(svg`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5v5.5M12 16v.5" />`);
export const leaveIcon = icon(svg`<path d="M14 4.5H6.5v15H14M10.5 12h10M17 8.5l3.5 3.5-3.5 3.5" />`);

export const deleteIcon = icon(svg`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10 10.5v6M14 10.5v6" />`);
export const moreIcon = icon(svg`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6" />`);
export const reactIcon = icon(svg`<circle cx="11" cy="13" r="7.5" /><path d="M8 15c1.6 2.2 4.4 2.2 6 0M8.6 11v.3M13.4 11v.3M19 2.5v6M16 5.5h6" />`);
export const replyIcon = icon(svg`<path d="M9.5 6L4 11.5 9.5 17M4.5 11.5h8c4.5 0 7 2.5 7.5 7" />`);
export const pinIcon = icon(svg`<path d="M9 3.5h6M10 3.5v6l-3.5 4h11L14 9.5v-6M12 13.5v7" />`);
export const bookmarkIcon = icon(svg`<path d="M7 4h10v16l-5-4-5 4z" />`);
export const copyIcon = icon(svg`<rect x="8.5" y="8.5" width="11" height="11" rx="2" /><path d="M15.5 8.5v-4h-11v11h4" />`);
export const muteIcon = icon(svg`<path d="M6.5 10a5.5 5.5 0 0 1 8.7-4.5M17.5 10c0 4 1.5 5.5 2 6.5H9M6.3 12.5c-.3 2.5-1.3 3.3-1.8 4h2M10 19.5a2.2 2.2 0 0 0 4 0M3.5 3.5l17 17" />`);
export const bellIcon = icon(svg`<path d="M6.5 10a5.5 5.5 0 0 1 11 0c0 4 1.5 5.5 2 6.5h-15c.5-1 2-2.5 2-6.5zM10 19.5a2.2 2.2 0 0 0 4 0" />`);
export const archiveIcon = icon(svg`<path d="M3.5 5h17v4h-17zM5 9v10.5h14V9M9.5 13h5" />`);
export const unreadIcon = icon(svg`<path d="M13 5.5H5.5A1.5 1.5 0 0 0 4 7v12.5l4-3.5h10.5A1.5 1.5 0 0 0 20 14.5V12" /><circle cx="18.5" cy="6" r="2.5" class="icon-solid" />`);

/** The mark: two strokes that cross, one in ink, one in the accent. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <path class="mark-accent" d="M6 24.5C13 24.5 19 7.5 26 7.5" />
  <path class="mark-ink" d="M6 7.5C13 7.5 19 24.5 26 24.5" />
</svg>`;
