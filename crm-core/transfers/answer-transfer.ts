import { openCase } from '../cases/open-case.ts';
import { optionalText, requiredText } from '../clean-text.ts';
import { titleOf } from '../contacts/title-of.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Transfer } from '../prisma/client/client.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { dutchMoment } from '../working-time/dutch-moment.ts';
import { inOpeningHours } from './opening-hours.ts';
import { readGroup } from './receiver.ts';
import { lockTransfer, settleTransfer } from './settle.ts';

export interface AnswerTransferInput {
  readonly idempotencyKey: string;
  readonly transferId: string;
  readonly answer: 'TAKE' | 'NOT_MINE' | 'CALL_BACK';
  readonly reason?: string | null;
  readonly belongsTo?: string | null;
  readonly callBackAt?: string | null;
}

/** The tap of the receiver: takes the call, says that it is not his, or when he calls back (M7). The first tap counts. */
export function answerTransfer(ground: Ground, asking: Asking, input: AnswerTransferInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const { ports } = ground;
  return once(ground, asking, 'answerTransfer', input, async (tx) => {
    const transfer = await lockTransfer(tx, input.transferId);
    if (!isAddressed(transfer, identity)) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
    refuseSettled(transfer, ports.now());
    const answer = await answers[input.answer](tx, ground, transfer, identity, input);
    const by = { answeredBySubject: identity.subject, answeredByName: identity.name };
    const why = inStory(asking, transfer);
    await settleTransfer(tx, ground, actorOf(identity), why, transfer, { ...answer, ...by });
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
  readonly callBackCaseId?: string;
}

type Answer = (
  tx: Tx,
  ground: Ground,
  transfer: Transfer,
  identity: Identity,
  input: AnswerTransferInput,
) => Promise<Settled>;

const answers: Readonly<Record<AnswerTransferInput['answer'], Answer>> = {
  TAKE: async () => ({ state: 'taken' }),
  async NOT_MINE(tx, _, __, ___, input) {
    const reason = requiredText('reason', input.reason);
    const belongsToKey = optionalText('belongsTo', input.belongsTo);
    if (belongsToKey !== null) await readGroup(tx, belongsToKey);
    return { state: 'not-mine', reason, belongsToKey };
  },
  async CALL_BACK(tx, ground, transfer, identity, { callBackAt }) {
    const at = await readMoment(tx, ground, callBackAt);
    return {
      state: 'call-back',
      callBackAt: at,
      callBackCaseId: await oweCall(tx, ground, transfer, identity, at),
    };
  },
};

async function readMoment(tx: Tx, ground: Ground, given: string | null | undefined): Promise<Date> {
  const at = new Date(given ?? Number.NaN);
  if (Number.isNaN(at.getTime())) throw invalid('callBackAt', texts.transferCallBackWhen);
  if (at <= ground.ports.now()) throw invalid('callBackAt', texts.transferCallBackPast);
  if (!(await inOpeningHours(tx, ground, at))) throw invalid('callBackAt', texts.transferCallBackClosed);
  return at;
}

/** The caller is called back through a case of the group, so that it cannot be forgotten. */
async function oweCall(tx: Tx, ground: Ground, transfer: Transfer, identity: Identity, at: Date) {
  const contact = await tx.contact.findUnique({
    where: { id: transfer.contactId ?? '' },
    include: { call: true },
  });
  const number = contact?.call?.number;
  const lines = [transfer.question, transfer.said, number ? texts.transferCallBackNumber(number) : ''];
  return openCase(tx, ground, {
    kind: 'question',
    title: titleOf(texts.transferCallBackTitle(transfer.question)),
    description: lines.filter((line) => line !== '').join('\n'),
    productNumber: transfer.productNumber,
    handlerGroupKey: transfer.groupKey,
    customerId: contact?.customerId ?? null,
    correlationid: transfer.correlationid,
    actor: actorOf(identity),
    reason: texts.transferCallBackReason(identity.name, dutchMoment(at)),
  });
}
