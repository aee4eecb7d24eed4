import type { Ground } from '../ports.ts';
import { texts } from '../texts.ts';
import { settleTransfer } from './settle.ts';

const atOnce = 100;

/** Settles cards that nobody tapped in time as not reached (R065). Answers how many. */
export async function expireOffers(ground: Ground): Promise<number> {
  const { prisma, ports } = ground;
  const now = ports.now();
  return prisma.$transaction(async (tx) => {
    const held = await tx.$queryRaw<{ id: string }[]>`
      select id::text from transfer where state = 'offered' and expires_at <= ${now}
      order by expires_at limit ${atOnce} for update skip locked`;
    const overdue = await tx.transfer.findMany({ where: { id: { in: held.map(({ id }) => id) } } });
    const actor = { subject: 'source:schakel', name: texts.bySystem };
    for (const transfer of overdue)
      await settleTransfer(tx, ground, actor, transfer, transfer, { state: 'not-reached' });
    return overdue.length;
  });
}
