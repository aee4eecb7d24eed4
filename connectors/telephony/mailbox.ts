/** A queue with one reader, which waits. */
export class Mailbox<Item> {
  readonly #items: Item[] = [];
  #wake = Promise.withResolvers<void>();

  put(item: Item): void {
    this.#items.push(item);
    this.#wake.resolve();
  }

  putBack(item: Item): void {
    this.#items.unshift(item);
    this.#wake.resolve();
  }

  /** What is there now. */
  takeAll(): Item[] {
    return this.#items.splice(0);
  }

  /** The next item; undefined once `signal` aborts. */
  async take(signal: AbortSignal): Promise<Item | undefined> {
    const stop = () => this.#wake.resolve();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (this.#items.length === 0 && !signal.aborted) {
        this.#wake = Promise.withResolvers<void>();
        await this.#wake.promise;
      }
      return signal.aborted ? undefined : this.#items.shift();
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
