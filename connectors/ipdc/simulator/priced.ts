import type { SimulatedAnswer } from '../../../hub/simulator.ts';

/** An answer with what it costs in tokens. */
export interface Priced {
  readonly answer: SimulatedAnswer;
  readonly tokens: number;
}
