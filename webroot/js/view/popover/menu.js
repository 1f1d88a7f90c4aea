import { html } from 'lit';
import { openPopover } from './popover.js';

/**
 * A menu. Arrows, Home and End go through it.
 *
 * @param {Array<{label: string, icon?, danger?: boolean, action: () => void} | null>} items null ones are left out
 */
export function openMenu(anchor, { label, items, ...rest }) {
  const choose = (popover, item) => {
    popover.close();
    item.action();
  };
  return openPopover(anchor, {
    label,
    role: 'menu',
    name: 'menu',
    draw: (popover) =>
      html`${items.filter(Boolean).map(
        (item) =>
          html`<button class="item" type="button" role="menuitem" tabindex="-1" data-danger=${Boolean(item.danger)}
            @click=${() => choose(popover, item)} @keydown=${move}>
            ${item.icon}<span>${item.label}</span>
          </button>`,
      )}`,
    ...rest,
  });
}

function move(event) {
  const items = [...event.currentTarget.parentElement.querySelectorAll('[role="menuitem"]')];
  const at = items.indexOf(event.currentTarget);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[to % items.length].focus();
  }
}
