import { contactCentre } from '../dispatch/route-of.ts';
import type { Case } from '../prisma/client/client.ts';
import type { CaseState } from './case-status-changed.ts';

/** The state of a case that goes on: with whoever has it, or whose it is. */
export function whereItLay({
  assigneeSubject,
  handlerGroupKey,
}: Pick<Case, 'assigneeSubject' | 'handlerGroupKey'>): CaseState {
  if (assigneeSubject !== null) return 'in-progress';
  return handlerGroupKey === contactCentre ? 'received' : 'assigned';
}
