import { requiredText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { learnFromTransfer, readBelongsTo } from '../dispatch/learn-from.ts';
import { once } from '../once.ts';
import type { Actor, Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Transfer } from '../prisma/client/client.ts';
import { inStory, type Why } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { oweCall } from './call-back.ts';
import { lockTransfer, settleTransfer } from './settle.ts';

export interface AnswerTransferInput {
  readonly idempotencyKey: string;
  readonly transferId: string;
  readonly answer: 'TAKE' | 'NOT_MINE' | 'CALL_BACK';
  readonly reason?: string | null;
  readonly belongsTo?: string | null;
  readonly callBackAt?: string | null;
  /** The number to call; that of the call where it is left out. */
  readonly telephone?: string | null;
}

/** The tap of the receiver: takes the call, says that it is not his, or when he calls back (M7). The first tap counts. */
export function answerTransfer(ground: Ground, asking: Asking, input: AnswerTransferInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const { ports } = ground;
  return once(ground, asking, 'answerTransfer', input, async (tx) => {
    const transfer = await lockTransfer(tx, input.transferId);
    if (!isAddressed(transfer, identity)) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
    refuseSettled(transfer, ports.now());
    const actor = actorOf(identity);
    const why = inStory(asking, transfer);
    const answer = await answers[input.answer](tx, ground, actor, why, transfer, input);
    const by = { answeredBySubject: actor.subject, answeredByName: actor.name };
    await settleTransfer(tx, ground, actor, why, transfer, { ...answer, ...by });
    return { __typename: 'Transfer', id: transfer.id };
  });
}

/** Whether a card is for somebody: by name, at his telephone, or as one of the group. */
export function isAddressed(
  to: Pick<Transfer, 'groupKey' | 'receiverSubject' | 'device'>,
  { subject, device, groups }: Identity,
): boolean {
  if (to.receiverSubject === subject || (to.device !== null && to.device === device)) return true;
  return to.groupKey !== null && groups.includes(to.groupKey);
}

function refuseSettled({ state, toldBy, expiresAt, answeredByName }: Transfer, now: Date) {
  if (toldBy !== 'card') throw conflict(texts.transferNotOffered);
  if (state === 'withdrawn') throw conflict(texts.transferWithdrawn);
  if (answeredByName !== null) throw conflict(texts.transferSettled(answeredByName));
  if (state !== 'offered' || (expiresAt !== null && expiresAt <= now)) throw conflict(texts.transferExpired);
}

interface Settled {
  readonly state: string;
  readonly reason?: string;
  readonly belongsToKey?: string | null;
  readonly callBackAt?: Date;
  readonly callBackPromiseId?: string;
}

type Answer = (
  tx: Tx,
  ground: Ground,
  actor: Actor,
  why: Why,
  transfer: Transfer,
  input: AnswerTransferInput,
) => Promise<Settled>;

const answers: Readonly<Record<AnswerTransferInput['answer'], Answer>> = {
  TAKE: async () => ({ state: 'taken' }),
  async NOT_MINE(tx, ground, { name }, _, transfer, input) {
    const reason = requiredText('reason', input.reason);
    const belongsToKey = await readBelongsTo(tx, input.belongsTo, transfer.groupKey);
    if (belongsToKey !== null) await learnFromTransfer(tx, ground, transfer, belongsToKey, name);
    return { state: 'not-mine', reason, belongsToKey };
  },
  async CALL_BACK(...given) {
    return { state: 'call-back', ...(await oweCall(...given)) };
  },
};
