import { ownRecords } from '../customers/cluster.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { holdCase, lockCase } from './step-case.ts';

export interface HeldCase {
  readonly file: Case;
  readonly identity: Identity;
  /** `staff`, the customer whose case it is, or somebody who joined it. */
  readonly as: 'staff' | 'customer' | 'follower';
}

/** A case that staff may change, or that is the customer's own; held until the end of the transaction, or `NotFound`. */
export async function holdOwnCase(tx: Tx, ground: Ground, asking: Asking, caseId: string): Promise<HeldCase> {
  const view = viewOf(asking);
  if (view.kind !== 'own') {
    const identity = asking.identity as Identity;
    return { file: await lockCase(tx, caseId, identity), identity, as: 'staff' };
  }
  const { identity } = view;
  const own = await ownRecords(ground, identity);
  const file = await holdCase(tx, caseId);
  if (file?.customerId && own.includes(file.customerId)) return { file, identity, as: 'customer' };
  const follows = file && (await tx.caseFollower.count({ where: { caseId, customerId: { in: own } } }));
  if (!(file && follows)) throw notFound(texts.caseUnknown);
  return { file, identity, as: 'follower' };
}
