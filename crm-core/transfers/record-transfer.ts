import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Contact, Transfer } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { fromEnum } from '../scalars.ts';
import { agreementWith } from './agreement.ts';
import { type CardInput, readCard } from './offer-transfer.ts';
import { inOpeningHours } from './opening-hours.ts';
import { readReceiver } from './receiver.ts';
import { announceTransfer } from './settle.ts';

export interface RecordTransferInput extends CardInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly handlerGroup?: string | null;
  readonly receiver?: string | null;
  readonly kind: 'WARM' | 'COLD' | 'UNKNOWN';
  readonly reached: 'YES' | 'NO' | 'UNKNOWN';
}

const togetherMs = 5 * 60_000;
const stateOf = { YES: 'taken', NO: 'not-reached', UNKNOWN: 'made' } as const;

/**
 * Keeps what the agent says of a transfer that went by no card (R063, R065). Where the switch told of the same one, it is
 * completed: how it was passed on is the switch's to say, to whom and about what is the agent's.
 */
export function recordTransfer(ground: Ground, asking: Asking, input: RecordTransferInput) {
  const identity = requireRole(asking, 'agent');
  const now = ground.ports.now();
  return once(ground, asking, 'recordTransfer', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const { group, subject, name, device } = await readReceiver(tx, input);
    const card = await readCard(tx, input);
    const told = await toldBySwitch(tx, contact, now);
    const how = howItWent(told, input, now);
    const agreed = how.kind !== 'cold' || (await agreementWith(tx, group.key)).cold;
    const said = {
      ...card,
      groupKey: group.key,
      ...(subject !== null && { receiverSubject: subject, receiverName: name }),
      device: told?.device ?? device,
      ...how,
      agreed,
      offeredBySubject: identity.subject,
      offeredByName: identity.name,
    };
    const transfer = told
      ? await tx.transfer.update({ where: { id: told.id }, data: said })
      : await tx.transfer.create({
          data: {
            ...said,
            contactId: contact.id,
            callId: contact.callId,
            toldBy: 'agent',
            inOpeningHours: await inOpeningHours(tx, ground, now),
            offeredAt: now,
            correlationid: contact.correlationid,
          },
        });
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'transfer.record',
      subjectType: 'transfer',
      subjectId: transfer.id,
      details: { kind: how.kind, to: how.state, handlerGroup: group.key, agreed },
    });
    await announceTransfer(tx, ground, transfer);
    return { __typename: 'Transfer', id: transfer.id };
  });
}

/** What the switch knows is not the agent's to say. */
function howItWent(told: Transfer | null, { kind, reached }: RecordTransferInput, now: Date) {
  const settled = told !== null && told.state !== 'made';
  const state = settled ? told.state : stateOf[reached];
  return {
    kind: told?.kind ?? fromEnum(kind),
    state,
    settledAt: state === 'made' ? null : settled ? told.settledAt : now,
  };
}

/** The newest transfer of this call that only the switch told of. */
async function toldBySwitch(tx: Tx, { callId }: Contact, now: Date): Promise<Transfer | null> {
  if (callId === null) return null;
  return tx.transfer.findFirst({
    where: {
      callId,
      toldBy: 'switch',
      offeredBySubject: null,
      offeredAt: { gte: new Date(now.getTime() - togetherMs) },
    },
    orderBy: { offeredAt: 'desc' },
  });
}
