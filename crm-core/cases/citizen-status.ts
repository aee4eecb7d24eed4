import type { Publication } from '../prisma/client/client.ts';
import { asEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import type { CaseState } from './case-status-changed.ts';

export interface Published extends Publication {
  readonly change: { readonly state: string };
}

/** What the customer sees, from all publications of his case in the order in which they were sent. */
export function citizenStatus(publications: readonly Published[]) {
  const newest = publications.at(-1);
  const seen = publications.findLast(({ state }) => state === 'published');
  const state = seen ? (seen.change.state as CaseState) : null;
  return {
    publication: newest ? asEnum(newest.state) : 'NOT_SHOWN',
    state: state && asEnum(state),
    stateName: state && texts.stateName[state],
    explanation: seen?.explanation ?? null,
    visibleSince: seen?.processedAt ?? null,
    refusedBecause: newest?.state === 'refused' ? newest.reasons : [],
  };
}
