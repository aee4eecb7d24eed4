import { announceOnCommit } from '../after-commit.ts';
import type { Ground, Tx } from '../ports.ts';

export interface NewNotice {
  readonly groupKey: string;
  /** Only for those who lead the group. */
  readonly leadsOnly?: boolean;
  /** Only for this member of staff. */
  readonly subject?: string | null;
  /** What it is about; null where it is not about one case. */
  readonly caseId: string | null;
  /** In Dutch, for colleagues, without a personal value. */
  readonly text: string;
}

/** Tells a group, its leads or one member something, mostly of a case: kept for them, and shown to whoever of them looks now. */
export async function giveNotice(tx: Tx, ground: Ground, notice: NewNotice): Promise<void> {
  const { id } = await tx.notice.create({ data: { ...notice, at: ground.ports.now() } });
  await announceOnCommit(tx, ground, [{ topic: 'notice', payload: { id } }]);
}
