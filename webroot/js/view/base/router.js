import { Observable } from '../../model/observable.js';

const PANELS = new Set(['new', 'group', 'rooms', 'me', 'saved', 'archived']);

/**
 * Where one is: `#/[panel/][c/ID[/details][/at/SEQ]]`. The browser's history is the only memory of it, so that back works as
 * people expect, on a phone too, where one pane is shown at a time.
 */
export class Router extends Observable {
  constructor(window) {
    super();
    this.window = window;
    this.#read();
    window.addEventListener('hashchange', () => this.#read());
  }

  /** `{panel: string|null, conversation: string|null, details: boolean, at: number|null}`; `at` is the message to go to. */
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
  const details = conversation !== null && parts[2] === 'details';
  const [at, seq] = parts.slice(details ? 3 : 2);
  return { panel, conversation, details, at: conversation !== null && at === 'at' && /^[1-9]\d{0,14}$/.test(seq ?? '') ? Number(seq) : null };
}

export function hrefOf({ panel, conversation, details, at }) {
  const rest = conversation ? [`c/${conversation}`, details && 'details', at && `at/${at}`] : [];
  const parts = [panel, ...rest].filter(Boolean);
  return `#/${parts.join('/')}`;
}
