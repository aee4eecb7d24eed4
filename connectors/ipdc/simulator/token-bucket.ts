/** Tokens that are all given back at the start of each window; how many a question takes depends on its items. */
export class TokenBucket {
  #allowance: number;
  #windowMs: number;
  #left: number;
  #resetAt = 0;

  constructor(allowance: number, windowMs: number) {
    this.#allowance = allowance;
    this.#windowMs = windowMs;
    this.#left = allowance;
  }

  get allowance(): number {
    return this.#allowance;
  }

  get windowMs(): number {
    return this.#windowMs;
  }

  /** A new window begins at once, with these limits. */
  configure(allowance: number, windowMs: number): void {
    this.#allowance = allowance;
    this.#windowMs = windowMs;
    this.#resetAt = 0;
  }

  /** Seconds to wait where nothing is left, else undefined. */
  secondsToWait(now: Date): number | undefined {
    this.#refill(now);
    return this.#left > 0 ? undefined : Math.ceil((this.#resetAt - now.getTime()) / 1000);
  }

  take(tokens: number): void {
    this.#left = Math.max(0, this.#left - tokens);
  }

  headers(): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.#allowance),
      'x-ratelimit-remaining': String(this.#left),
      'x-ratelimit-reset': new Date(this.#resetAt).toISOString(),
    };
  }

  #refill(now: Date) {
    if (now.getTime() < this.#resetAt) return;
    this.#left = this.#allowance;
    this.#resetAt = now.getTime() + this.#windowMs;
  }
}
