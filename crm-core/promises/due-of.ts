import type { Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { dueBy, normOf, type Owed } from './norms.ts';

/** The moment by which the customer must have an answer, by the norm in force for its product, group, channel and kind (R085). */
export async function dueOf(tx: Tx, ground: Ground, owed: Owed): Promise<Date> {
  return dueBy(tx, ground, await normOf(tx, ground, owed), owed.openedAt);
}

/** The same of a case that there is, as it becomes. */
export async function dueOfCase(
  tx: Tx,
  ground: Ground,
  { id: caseId, productNumber }: Case,
  becomes: Pick<Owed, 'kind' | 'handlerGroupKey' | 'openedAt'>,
): Promise<Date> {
  const asked = await tx.question.findUnique({
    where: { caseId },
    select: { contact: { select: { channelKey: true } } },
  });
  return dueOf(tx, ground, { ...becomes, productNumber, channelKey: asked?.contact.channelKey ?? null });
}
