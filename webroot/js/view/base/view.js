import { LitElement } from 'lit';

/**
 * A component that is drawn anew when something that it shows changes; at most once per animation frame, however many
 * events come in between. Drawn without shadow root: each component has one stylesheet whose rules begin with its name.
 */
export class View extends LitElement {
  #watched = new Map();
  #frame = null;

  createRenderRoot() {
    return this;
  }

  /** @returns {Array<Observable|undefined|null>} what this shows; asked before each drawing */
  watched() {
    return [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#frame = null;
    for (const stop of this.#watched.values()) {
      stop();
    }
    this.#watched.clear();
  }

  willUpdate() {
    const wanted = new Set(this.watched().filter(Boolean));
    for (const [observable, stop] of this.#watched) {
      if (!wanted.has(observable)) {
        stop();
        this.#watched.delete(observable);
      }
    }
    for (const observable of wanted) {
      if (!this.#watched.has(observable)) {
        this.#watched.set(observable, observable.observe(() => this.drawSoon()));
      }
    }
  }

  drawSoon() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.requestUpdate();
    });
  }
}
