import type { Prisma } from '../prisma/client/client.ts';
import { unsettled } from './settle-parts.ts';

/** Cases that lie with one of these groups, or that one of them owes a part of: what belongs in its worklist (R086, R088). */
export function workOf(groups: readonly string[]): Prisma.CaseWhereInput {
  const own = { in: [...groups] };
  return {
    OR: [{ handlerGroupKey: own }, { parts: { some: { handlerGroupKey: own, state: { in: unsettled } } } }],
  };
}

/** Cases that members of these groups may see: their own, and those that they were asked a part of. */
export function seenBy(groups: readonly string[]): Prisma.CaseWhereInput {
  const own = { in: [...groups] };
  return { OR: [{ handlerGroupKey: own }, { parts: { some: { handlerGroupKey: own } } }] };
}
