import { render } from 'lit';

const MARGIN = 8;
/** The press that closes one on its own button must not open it again. */
const SAME_PRESS_MS = 300;

const NEVER = { anchor: null, at: 0 };

let lastClosed = NEVER;

/**
 * Shows something over everything else, beside what it belongs to; on a phone at the lower edge. Escape and a press elsewhere
 * close it, and the focus goes back to where it was.
 *
 * @param {Element} anchor
 * @param {{label: string, role?: string, name: string, draw: (popover) => TemplateResult, onClose?: () => void, focusAfter?: () => Element}} what
 *   `name` is its class
 * @returns {{redraw(), close()} | null}
 */
export function openPopover(anchor, { label, role = 'dialog', name, draw, onClose = () => {}, focusAfter }) {
  if (lastClosed.anchor === anchor && performance.now() - lastClosed.at < SAME_PRESS_MS) {
    return null;
  }
  const element = document.createElement('div');
  element.className = `popover ${name}`;
  element.popover = 'auto';
  element.setAttribute('role', role);
  element.setAttribute('aria-label', label);
  const popover = {
    element,
    redraw: () => render(draw(popover), element),
    close() {
      this.wanted = true;
      element.isConnected && element.hidePopover();
    },
  };
  element.addEventListener('keydown', (event) => escape(event, popover));
  element.addEventListener('beforetoggle', ({ newState }) => newState === 'closed' && giveBack(element, anchor, focusAfter));
  element.addEventListener('toggle', ({ newState }) => {
    if (newState === 'closed') {
      lastClosed = popover.wanted ? NEVER : { anchor, at: performance.now() };
      element.remove();
      onClose();
    }
  });
  document.body.append(element);
  popover.redraw();
  element.showPopover();
  place(element, anchor);
  element.querySelector('[data-first], button')?.focus({ preventScroll: true });
  return popover;
}

function escape(event, popover) {
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    popover.close();
  }
}

/** Only if the focus is in it: who has pressed something else is there. */
function giveBack(element, anchor, focusAfter) {
  if (element.contains(document.activeElement) || document.activeElement === document.body) {
    (focusAfter?.() ?? anchor).focus({ preventScroll: true });
  }
}

/** Below the anchor if there is room, else above; inside the window in any case. */
function place(element, anchor) {
  const from = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const below = from.bottom + MARGIN / 2;
  const y = below + height + MARGIN <= innerHeight ? below : Math.max(MARGIN, from.top - height - MARGIN / 2);
  const atEnd = (from.left + from.right) / 2 > innerWidth / 2;
  const x = atEnd ? from.right - width : from.left;
  element.style.setProperty('--popover-x', `${Math.round(Math.min(Math.max(MARGIN, x), innerWidth - width - MARGIN))}px`);
  element.style.setProperty('--popover-y', `${Math.round(Math.min(y, Math.max(MARGIN, innerHeight - height - MARGIN)))}px`);
}
