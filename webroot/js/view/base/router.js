import { Observable } from '../../model/observable.js';

const PANELS = new Set(['new', 'group', 'rooms', 'me']);

/**
 * Where one is: `#/[panel/][c/ID[/details]]`. The browser's history is the only memory of it, so that back works as
 * people expect, on a phone too, where one pane is shown at a time.
 */
export class Router extends Observable {
  constructor(window) {
    super();
    this.window = window;
    this.#read();
    window.addEventListener('hashchange', () => this.#read());
  }

  /** `{panel: string|null, conversation: string|null, details: boolean}` */
  go(change, { replace = false } = {}) {
    const hash = hrefOf({ ...this.route, ...change });
    if (replace) {
      this.window.history.replaceState(null, '', hash);
      this.#read();
    } else if (hash !== this.window.location.hash) {
      this.window.location.hash = hash;
    }
  }

  /** The pane that has the screen where only one fits. */
  get pane() {
    const { panel, conversation, details } = this.route;
    return panel ? 'list' : details && conversation ? 'details' : conversation ? 'conversation' : 'list';
  }

  #read() {
    this.route = parse(this.window.location.hash);
    this.changed();
  }
}

export function parse(hash) {
  const parts = hash.replace(/^#\/?/, '').split('/').filter(Boolean);
  const panel = PANELS.has(parts[0]) ? parts.shift() : null;
  const conversation = parts[0] === 'c' && /^\d{1,20}$/.test(parts[1] ?? '') ? parts[1] : null;
  return { panel, conversation, details: conversation !== null && parts[2] === 'details' };
}

export function hrefOf({ panel, conversation, details }) {
  const parts = [panel, conversation && `c/${conversation}`, conversation && details && 'details'].filter(Boolean);
  return `#/${parts.join('/')}`;
}
