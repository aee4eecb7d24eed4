import { CoreError } from '../core-error.ts';
import { ownRecords } from '../customers/cluster.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

/** An open promise that the one who asks may change, held until the end of the transaction: `NotFound`, `Conflict` or FORBIDDEN. */
export async function holdPromise(tx: Tx, ground: Ground, asking: Asking, id: string) {
  const promise = await holdAny(tx, id);
  if (!promise) throw notFound(texts.promiseUnknown);
  await requireMine(ground, asking, promise);
  if (promise.state !== 'open') throw conflict(texts.promiseOver);
  return promise;
}

/** The same without asking who wants it, and in whatever state; null where there is none. */
export async function holdAny(tx: Tx, id: string): Promise<CustomerPromise | null> {
  if (!isUuid(id)) return null;
  await tx.$executeRaw`select from promise where id = ${id}::uuid for update`;
  return tx.customerPromise.findUnique({ where: { id } });
}

async function requireMine(ground: Ground, asking: Asking, promise: CustomerPromise) {
  const view = viewOf(asking);
  if (view.kind === 'all') return;
  if (view.kind === 'groups') {
    const mine = promise.assigneeSubject === asking.identity?.subject;
    if (mine || view.groups.includes(promise.handlerGroupKey)) return;
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  }
  const own = await ownRecords(ground, view.identity);
  if (promise.customerId === null || !own.includes(promise.customerId)) throw notFound(texts.promiseUnknown);
}
