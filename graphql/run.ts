import type { ErrorShape } from './errors.ts';
import type { Transport } from './transport.ts';

/** An object of the answer while it is being put together. */
export type Entity = Record<string, unknown>;

export type Path = readonly (string | number)[];

/** One execution of one operation. */
export interface Run {
  readonly transport: Transport;
  readonly context: object;
  readonly signal: AbortSignal | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  data: Entity;
  readonly errors: ErrorShape[];
  /** Where the projection is: entries up to its own depth are valid. */
  readonly path: (string | number)[];
  /** Rejects when the signal aborts; made when first needed. */
  aborted: Promise<never> | undefined;
}

export function newRun(
  transport: Transport,
  context: object,
  variables: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
): Run {
  return { transport, context, signal, variables, data: {}, errors: [], path: [], aborted: undefined };
}

export function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
