/** Why somebody was not let in: a closed list, so that a caller can choose what to do without reading a sentence. */
export type AccessReason =
  | 'anonymous'
  | 'malformed'
  | 'expired'
  | 'inactive'
  | 'issuer'
  | 'audience'
  | 'key'
  | 'signature'
  | 'claims'
  | 'unreachable'
  | 'session'
  | 'origin'
  | 'target-group'
  | 'role'
  | 'scope';

const forbidden: ReadonlySet<AccessReason> = new Set(['origin', 'target-group', 'role', 'scope']);

export interface AccessErrorOptions {
  readonly reason: AccessReason;
  readonly cause?: unknown;
}

/**
 * Access was refused. `code` is what the graph answers in `extensions.code`; the message is one sentence that a
 * caller may read, and never holds a token, a cookie or a personal value.
 */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN';
  readonly reason: AccessReason;

  constructor(message: string, { reason, cause }: AccessErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.code = forbidden.has(reason) ? 'FORBIDDEN' : 'UNAUTHENTICATED';
  }
}
