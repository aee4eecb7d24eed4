import type { Message } from '../message.ts';

/** A message without its data: what may be counted, logged and drawn. */
export interface Passing {
  readonly way: 'in' | 'out';
  readonly type: string;
  readonly id: string;
  readonly correlationid: string;
  readonly outcome: 'accepted' | 'duplicate' | 'handled' | 'delivered' | 'again' | 'dead' | 'expired';
  readonly failure?: string;
  readonly durationMs?: number;
}

export type Tap = (passing: Passing) => void;

/** The envelope only; the data never reaches a tap. */
export function passing(
  way: Passing['way'],
  { type, id, correlationid }: Pick<Message, 'type' | 'id' | 'correlationid'>,
  outcome: Passing['outcome'],
  more: Pick<Passing, 'failure' | 'durationMs'> = {},
): Passing {
  return { way, type, id, correlationid, outcome, ...more };
}
