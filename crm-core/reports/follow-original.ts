import type { Actor, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';

/**
 * Joins everybody who waits for a case to the one that it repeats, with the references and the wishes that they have: they
 * hear what becomes of it.
 */
export async function followOriginal(
  tx: Tx,
  { ports }: Ground,
  actor: Actor,
  duplicate: Case,
  original: Case,
): Promise<void> {
  await tx.caseFollower.updateMany({
    where: { caseId: duplicate.id },
    data: { caseId: original.id },
  });
  await tx.feedbackWish.updateMany({
    where: { caseId: duplicate.id, followerId: { not: null } },
    data: { caseId: original.id },
  });
  const wish = await tx.feedbackWish.findFirst({ where: { caseId: duplicate.id, followerId: null } });
  const joined = await tx.caseFollower.create({
    data: {
      caseId: original.id,
      reference: duplicate.reference,
      customerId: duplicate.customerId,
      text: duplicate.description,
      actorSubject: actor.subject,
      actorName: actor.name,
      joinedAt: ports.now(),
    },
  });
  if (!wish) return;
  const { id: _, ...wanted } = wish;
  await tx.feedbackWish.create({ data: { ...wanted, caseId: original.id, followerId: joined.id } });
}
