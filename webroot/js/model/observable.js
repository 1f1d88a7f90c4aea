/** Something whose changes can be watched. */
export class Observable {
  #listeners = new Set();

  /** @returns {() => void} stops watching */
  observe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(news) {
    for (const listener of [...this.#listeners]) {
      listener(news);
    }
  }
}
