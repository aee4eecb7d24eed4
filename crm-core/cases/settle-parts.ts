import { requiredText } from '../clean-text.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';

export const unsettled = ['asked', 'in-progress'];

/** Lets no case end while a group still owes its part, unless it is said why that is not needed any more (R088). */
export async function settleParts(
  tx: Tx,
  { ports }: Ground,
  file: Case,
  actor: Actor,
  reason: string | null | undefined,
): Promise<void> {
  const where = { caseId: file.id, state: { in: unsettled } };
  const owing = await tx.casePart.findMany({ where, include: { handlerGroup: { select: { name: true } } } });
  if (owing.length === 0) return;
  if (reason === null || reason === undefined)
    throw conflict(texts.partsOwed(owing.map(({ handlerGroup }) => handlerGroup.name)));
  const position = requiredText('openPartsReason', reason);
  await tx.casePart.updateMany({
    where,
    data: { state: 'dropped', position, settledBy: actor.name, settledAt: ports.now() },
  });
}
