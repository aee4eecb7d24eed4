import type { Case } from '../prisma/client/client.ts';
import { dutchDay } from '../scalars.ts';
import { texts } from '../texts.ts';
import type { CaseState } from './case-status-changed.ts';

type Explained = Pick<Case, 'state'> &
  Partial<Pick<Case, 'answer' | 'progress' | 'resolution' | 'expectedOn'>>;

/** What was said in a state, next to what the state itself says. */
const said: Partial<Record<CaseState, (file: Explained) => string | null | undefined>> = {
  assigned: ({ progress }) => progress,
  'in-progress': ({ progress }) => progress,
  answered: ({ answer }) => answer,
  closed: ({ resolution }) => resolution,
};

/** What a customer reads with the state of his case: where it is, how it was handled and when it is solved (R093, R153). */
export function explanationOf(file: Explained, groupName: string): string {
  const state = file.state as CaseState;
  const over = state === 'closed' || state === 'withdrawn';
  const expected = over || !file.expectedOn ? '' : texts.expectedOn(dutchDay(file.expectedOn));
  return [texts.explanation[state](groupName), said[state]?.(file), expected].filter(Boolean).join(' ');
}
