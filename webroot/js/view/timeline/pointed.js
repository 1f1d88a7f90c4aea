/** The messages that somebody points at or stands on, and what keys do there. Only these have their tools in the page. */
export class Pointed {
  #view;
  #actions;
  #hovered = null;
  #focused = null;

  constructor(view, actions) {
    this.#view = view;
    this.#actions = actions;
  }

  listen(list) {
    list.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && this.#point({ hovered: keyAt(event.target) }));
    list.addEventListener('pointerleave', () => this.#point({ hovered: null }));
    list.addEventListener('focusin', (event) => this.#point({ focused: keyAt(event.target) }));
    list.addEventListener('focusout', (event) => this.#point({ focused: keyAt(event.relatedTarget) }));
    list.addEventListener('keydown', (event) => this.#pressed(event));
    list.addEventListener('contextmenu', (event) => this.#contextMenu(event));
  }

  has(key) {
    return key === this.#hovered || key === this.#focused;
  }

  tools(message) {
    const open = this.#actions.isOpen(message);
    return {
      onReact: open ? (anchor) => this.#actions.pick(message.seq, anchor) : null,
      onReply: open ? () => this.#actions.reply(message.seq) : null,
      onMore: (anchor) => this.#actions.menu(message, anchor),
    };
  }

  #point({ hovered = this.#hovered, focused = this.#focused }) {
    if (hovered !== this.#hovered || focused !== this.#focused) {
      this.#hovered = hovered;
      this.#focused = focused;
      this.#view.requestUpdate();
    }
  }

  /** On a message: arrows to its neighbours, Enter for what can be done, R and + at once; Escape leads back. */
  #pressed(event) {
    const row = event.target.closest('.message');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      event.target === row ? this.#view.dispatchEvent(new CustomEvent('compose', { bubbles: true })) : row.focus();
    } else if (event.target === row && this.#did(event.key, row)) {
      event.preventDefault();
    }
  }

  #did(key, row) {
    const message = this.#message(row);
    const open = message && this.#actions.isOpen(message);
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      return this.#step(row, key === 'ArrowUp' ? -1 : 1);
    } else if (key === 'Enter' && message) {
      this.#actions.menu(message, row.querySelector('.bubble'));
    } else if (key === 'r' && open) {
      this.#actions.reply(message.seq);
    } else if (key === '+' && open) {
      this.#actions.pick(message.seq, row.querySelector('.bubble'));
    } else {
      return false;
    }
    return true;
  }

  #step(row, by) {
    const rows = [...this.#view.querySelectorAll('.message')];
    rows[rows.indexOf(row) + by]?.focus();
    return true;
  }

  /** Links and marked text keep the browser's own menu. */
  #contextMenu(event) {
    const row = event.target.closest('.message');
    const message = row && this.#message(row);
    if (message && !event.target.closest('a') && getSelection().isCollapsed) {
      event.preventDefault();
      this.#actions.menu(message, row.querySelector('.bubble'));
    }
  }

  #message(row) {
    return row.dataset.seq ? this.#view.conversation.timeline.message(Number(row.dataset.seq)) : undefined;
  }
}

const keyAt = (element) => element?.closest?.('.message')?.dataset.key ?? null;
