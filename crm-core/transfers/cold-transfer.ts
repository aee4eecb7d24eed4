import { askHouse } from '../ask-house.ts';
import { lockContact } from '../contacts/draft.ts';
import { CoreError } from '../core-error.ts';
import { type Done, once } from '../once.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import type { HandlerGroup } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { type Complaint, conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { agreementWith } from './agreement.ts';
import { type CardInput, readCard } from './offer-transfer.ts';
import { inOpeningHours } from './opening-hours.ts';
import { readGroup } from './receiver.ts';
import { lockTransfer, settleTransfer } from './settle.ts';

export interface ColdTransferInput extends CardInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly handlerGroup: string;
  readonly callerAgreesToWait: boolean;
}

/**
 * Passes the caller on without a card: where that is agreed with the group (R063), or behind a busy line when he agrees to
 * wait (R066). The switch is asked once for one key; what it refuses is told, and the caller is still there.
 */
export async function coldTransfer(
  ground: Ground,
  asking: Asking,
  input: ColdTransferInput,
): Promise<Done | Complaint> {
  const { device, ...identity } = requireRole(asking, 'agent');
  if (!device) throw new CoreError(texts.noDevice, 'FORBIDDEN');
  const now = ground.ports.now();
  let wanted: { callKey: string; device: string; kind: 'cold'; to: string } | undefined;
  const done = await once(ground, asking, 'coldTransfer', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const group = await readGroup(tx, input.handlerGroup);
    const { to, queued } = await wayTo(tx, group, input.callerAgreesToWait);
    const card = await readCard(tx, input);
    const call = contact.callId ? await tx.call.findUnique({ where: { id: contact.callId } }) : null;
    if (!call || call.endedAt !== null || call.device !== device) throw conflict(texts.coldNoCall);
    wanted = { callKey: call.callKey, device, kind: 'cold', to };
    const { id } = await tx.transfer.create({
      data: {
        ...card,
        contactId: contact.id,
        callId: call.id,
        groupKey: group.key,
        device: to,
        kind: 'cold',
        toldBy: 'agent',
        state: 'made',
        queued,
        inOpeningHours: await inOpeningHours(tx, ground, now),
        offeredBySubject: identity.subject,
        offeredByName: identity.name,
        offeredAt: now,
        correlationid: contact.correlationid,
      },
    });
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'transfer.cold',
      subjectType: 'transfer',
      subjectId: id,
      details: { handlerGroup: group.key, queued },
    });
    return { __typename: 'Transfer', id };
  });
  // asked by the one that kept it: a repeated key never passes a call on a second time
  if (wanted && 'id' in done) await askSwitch(ground, asking, actorOf(identity), done.id, wanted);
  return done;
}

async function askSwitch(ground: Ground, asking: Asking, actor: Actor, transferId: string, wanted: object) {
  const { outcome } = await askHouse(ground, 'telephony.call.transfer', wanted);
  if (outcome === 'done') return;
  await ground.prisma.$transaction(async (tx) => {
    const transfer = await lockTransfer(tx, transferId);
    if (transfer.state !== 'made' || transfer.madeAt !== null) return;
    const became =
      outcome === 'refused'
        ? { state: 'failed', reason: texts.coldRefused }
        : { state: 'made', reason: texts.coldUnanswered };
    await settleTransfer(tx, ground, actor, inStory(asking, transfer), transfer, became);
  });
}

/** The number to which the caller goes, and whether he waits there. */
async function wayTo(tx: Tx, group: HandlerGroup, agreesToWait: boolean) {
  const { cold, number, queue } = await agreementWith(tx, group.key);
  if (agreesToWait) {
    if (queue === null) throw conflict(texts.coldNoQueue(group.name));
    return { to: queue, queued: true };
  }
  if (!cold || number === null) throw invalid('callerAgreesToWait', texts.coldNotAgreed(group.name));
  return { to: number, queued: false };
}
