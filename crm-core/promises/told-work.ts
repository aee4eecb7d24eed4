import type { Cause, Ground, Tx } from '../ports.ts';
import { actorOfCause } from '../privacy/who.ts';
import { holdAny } from './hold-promise.ts';
import { prove } from './prove.ts';

interface ToldWork {
  readonly id: string;
  readonly state: string;
  readonly changedAt: Date;
}

/** Work that is done keeps the promises that it was ordered for. */
export async function toldWork(tx: Tx, ground: Ground, work: ToldWork, cause: Cause): Promise<void> {
  if (work.state !== 'done') return;
  const open = { workOrderId: work.id, state: 'open', madeAt: { lte: work.changedAt } };
  for (const { id } of await tx.customerPromise.findMany({ where: open, select: { id: true } })) {
    const promise = await holdAny(tx, id);
    const proof = { kind: 'work-order', at: work.changedAt } as const;
    if (promise?.state === 'open') await prove(tx, ground, promise, proof, actorOfCause(cause));
  }
}
