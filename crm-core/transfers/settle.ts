import { type Announcement, announceOnCommit } from '../after-commit.ts';
import { isUuid } from '../page.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Prisma, Transfer } from '../prisma/client/client.ts';
import { type Why, writeAudit } from '../privacy/audit.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

/** What is announced with an offer, so that those whom it is not for need not look it up. */
export interface Addressed {
  readonly transferId: string;
  readonly groupKey: string | null;
  readonly receiverSubject: string | null;
  readonly device: string | null;
}

/** Everybody to whom it was offered, and who waits for the answer, hears of it once `tx` is committed. */
export async function announceTransfer(tx: Tx, ground: Ground, transfer: Transfer) {
  const { id, groupKey, receiverSubject, device } = transfer;
  const addressed: Addressed = { transferId: id, groupKey, receiverSubject, device };
  const announcements: Announcement[] = [{ topic: `transfer:${id}`, payload: { transferId: id } }];
  if (transfer.toldBy === 'card') announcements.push({ topic: 'transfer:offered', payload: addressed });
  await announceOnCommit(tx, ground, announcements);
}

/** The transfer, held until the end of the transaction, or `NotFound`. */
export async function lockTransfer(tx: Tx, id: string): Promise<Transfer> {
  if (isUuid(id)) await tx.$executeRaw`select from transfer where id = ${id}::uuid for update`;
  const transfer = isUuid(id) ? await tx.transfer.findUnique({ where: { id } }) : null;
  if (!transfer) throw notFound(texts.transferUnknown);
  return transfer;
}

/** Keeps what became of a transfer, with its audit entry, and tells who must hear it. */
export async function settleTransfer(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  why: Why,
  transfer: Transfer,
  became: Prisma.TransferUncheckedUpdateInput & { readonly state: string },
) {
  const now = ground.ports.now();
  const settledAt = became.state === 'made' ? null : now;
  const settled = await tx.transfer.update({ where: { id: transfer.id }, data: { settledAt, ...became } });
  await writeAudit(tx, now, actor, why, {
    act: `transfer.${became.state}`,
    subjectType: 'transfer',
    subjectId: transfer.id,
    details: { kind: settled.kind, from: transfer.state },
  });
  await announceTransfer(tx, ground, settled);
}
