import type { Prisma } from '../prisma/client/client.ts';
import type { Worker } from '../privacy/who.ts';
import { unsettled } from './settle-parts.ts';

/** Cases that lie with one of these groups, or that one of them owes a part of: what belongs in its worklist (R086, R088). */
export function workOf(groups: readonly string[]): Prisma.CaseWhereInput {
  const own = { in: [...groups] };
  return {
    OR: [{ handlerGroupKey: own }, { parts: { some: { handlerGroupKey: own, state: { in: unsettled } } } }],
  };
}

/** Cases that somebody may see: those of his groups, and those of which they owe a part or something that was promised. */
export function seenBy(worker: Worker): Prisma.CaseWhereInput {
  const own = { in: [...worker.groups] };
  const promised = { promises: { some: promisedBy(worker) } };
  return { OR: [{ handlerGroupKey: own }, { parts: { some: { handlerGroupKey: own } } }, promised] };
}

/** Promises that he or his groups made, other than the answer of a case, which is of whoever has the case. */
export function promisedBy({ subject, groups }: Worker): Prisma.CustomerPromiseWhereInput {
  const own = [{ handlerGroupKey: { in: [...groups] } }, { assigneeSubject: subject }];
  return { kind: { not: 'answer' }, state: { not: 'cancelled' }, OR: own };
}
