/** A part of an answer that is missing: which, from where and why. */
export interface Gap {
  readonly message: string;
  readonly code: string;
  /** The part of the house that did not answer. */
  readonly source: string | undefined;
  readonly path: readonly (string | number)[];
}

/** Nothing came back: the network, the hub or the way to it. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Nobody is signed in (any more). */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}

/** The hub answered, without what was asked. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly gap: Gap;

  constructor(gap: Gap) {
    super(gap.message);
    this.gap = gap;
  }
}

/** What a person can mend, at the field where he can. */
export interface Fault {
  readonly message: string;
  readonly field?: string | undefined;
}

const passing = new Set(['UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED']);

/** Whether the same question may get an answer later. */
export function mayPass(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && passing.has(error.gap.code));
}
