import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { lockTransfer, settleTransfer } from './settle.ts';

export interface WithdrawTransferInput {
  readonly idempotencyKey: string;
  readonly transferId: string;
}

/** Takes a card back, because the caller left or was helped after all; it does not count against the group. */
export function withdrawTransfer(ground: Ground, asking: Asking, input: WithdrawTransferInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'withdrawTransfer', input, async (tx) => {
    const transfer = await lockTransfer(tx, input.transferId);
    if (transfer.offeredBySubject !== identity.subject) throw conflict(texts.transferNotYours);
    if (transfer.answeredByName !== null) throw conflict(texts.transferSettled(transfer.answeredByName));
    if (transfer.state !== 'offered') throw conflict(texts.transferExpired);
    const why = inStory(asking, transfer);
    await settleTransfer(tx, ground, actorOf(identity), why, transfer, { state: 'withdrawn' });
    return { __typename: 'Transfer', id: transfer.id };
  });
}
