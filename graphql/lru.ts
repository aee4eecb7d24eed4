/** A map that forgets what was not asked for the longest once it holds `bound` entries. */
export class Lru<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #bound: number;

  constructor(bound: number) {
    this.#bound = bound;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    if (this.#entries.size * 2 > this.#bound) this.#refresh(key, value);
    return value;
  }

  set(key: Key, value: Value): Value {
    this.#refresh(key, value);
    if (this.#entries.size > this.#bound) {
      for (const oldest of this.#entries.keys()) {
        this.#entries.delete(oldest);
        break;
      }
    }
    return value;
  }

  get size(): number {
    return this.#entries.size;
  }

  #refresh(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
  }
}
