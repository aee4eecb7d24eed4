/** Which devices are ours. */
export class Premises {
  readonly #watched: ReadonlySet<string>;
  readonly #queues: ReadonlySet<string>;
  readonly #extensionDigits: number;

  constructor(given: {
    devices: readonly string[];
    queues: readonly string[];
    extensionDigits: number;
  }) {
    this.#watched = new Set([...given.devices, ...given.queues]);
    this.#queues = new Set(given.queues);
    this.#extensionDigits = given.extensionDigits;
  }

  isWatched(device: string): boolean {
    return this.#watched.has(device);
  }

  isQueue(device: string): boolean {
    return this.#queues.has(device);
  }

  isOwn(number: string): boolean {
    return this.isWatched(number) || (/^\d+$/.test(number) && number.length <= this.#extensionDigits);
  }

  ownOrNull(number: string | null): string | null {
    return number !== null && this.isOwn(number) ? number : null;
  }
}
