import type { RecordCall } from '../contacts/record-call.ts';
import type { Actor, Cause, Ground, Tx } from '../ports.ts';
import type { Prisma, Transfer } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { agreementWith } from './agreement.ts';
import { inOpeningHours } from './opening-hours.ts';
import { type PassedOn, passedOn } from './passed-on.ts';
import { announceTransfer } from './settle.ts';

/** How far apart the switch and a person may tell of the same transfer. */
const togetherMs = 5 * 60_000;
const switchLagMs = 60_000;

interface Noted {
  readonly callId: string;
  readonly told: readonly RecordCall[];
}

/**
 * Keeps every transfer that the switch told of a call (R063): on the card that it answers to, else on what the agent said
 * of it, else as one of its own; and whether it reached somebody (R065).
 */
export async function noteCall(tx: Tx, ground: Ground, { callId, told }: Noted, cause: Cause) {
  const passed = passedOn(told);
  if (passed.length === 0) return;
  const contact = await tx.contact.findUnique({ where: { callId }, select: { id: true } });
  for (const one of passed) {
    const kept = await keptAs(tx, callId, one.at);
    if (kept) await bringUpToDate(tx, ground, kept, one, cause);
    else await keepNew(tx, ground, { callId, contactId: contact?.id ?? null }, one, cause);
  }
}

async function keptAs(tx: Tx, callId: string, at: Date): Promise<Transfer | null> {
  const known = await tx.transfer.findUnique({ where: { callId_madeAt: { callId, madeAt: at } } });
  return (
    known ??
    tx.transfer.findFirst({
      where: {
        callId,
        madeAt: null,
        state: { in: ['offered', 'made', 'taken', 'not-reached'] },
        offeredAt: { gte: new Date(at.getTime() - togetherMs), lte: new Date(at.getTime() + switchLagMs) },
        NOT: { toldBy: 'card', state: 'not-reached' },
      },
      orderBy: { offeredAt: 'desc' },
    })
  );
}

/** A tap on a card is proof of warm, whatever the switch calls it; what a person only said gives way to the switch. */
async function bringUpToDate(tx: Tx, ground: Ground, kept: Transfer, one: PassedOn, cause: Cause) {
  const tapped = kept.toldBy === 'card' && kept.state === 'taken';
  const became: Prisma.TransferUncheckedUpdateInput = tapped
    ? { madeAt: one.at, device: one.toDevice ?? kept.device }
    : {
        ...outcomeOf(one),
        kind: one.kind,
        madeAt: one.at,
        device: one.toDevice ?? kept.device,
        agreed: await isAgreed(tx, one, kept),
      };
  const same = kept.madeAt?.getTime() === one.at.getTime() && (tapped || kept.state === became['state']);
  if (same) return;
  const noted = await tx.transfer.update({ where: { id: kept.id }, data: became });
  await told(tx, ground, actorOfCause(cause), cause, noted);
}

async function keepNew(
  tx: Tx,
  ground: Ground,
  of: { readonly callId: string; readonly contactId: string | null },
  one: PassedOn,
  cause: Cause,
) {
  const receiver = await whoHas(tx, one.toDevice);
  const noted = await tx.transfer.create({
    data: {
      ...of,
      ...outcomeOf(one),
      ...receiver,
      device: one.toDevice,
      kind: one.kind,
      toldBy: 'switch',
      agreed: await isAgreed(tx, one, { groupKey: receiver.groupKey, queued: false }),
      inOpeningHours: await inOpeningHours(tx, ground, one.at),
      offeredAt: one.at,
      madeAt: one.at,
      correlationid: cause.correlationid,
    },
  });
  await told(tx, ground, actorOfCause(cause), cause, noted);
}

function outcomeOf({ reached, decidedAt }: PassedOn) {
  if (reached === null) return { state: 'made', settledAt: null };
  return { state: reached ? 'taken' : 'not-reached', settledAt: decidedAt };
}

async function isAgreed(tx: Tx, { kind }: PassedOn, to: Pick<Transfer, 'groupKey' | 'queued'>) {
  if (kind === 'warm' || to.queued || to.groupKey === null) return true;
  return (await agreementWith(tx, to.groupKey)).cold;
}

/** Whose telephone or number it is. */
async function whoHas(tx: Tx, device: string | null) {
  if (device === null) return { groupKey: null, receiverSubject: null, receiverName: null };
  const member = await tx.staffMember.findFirst({
    where: { device },
    include: { groups: { orderBy: { groupKey: 'asc' }, take: 1 } },
  });
  const agreed = member
    ? null
    : await tx.transferAgreement.findFirst({ where: { OR: [{ number: device }, { queue: device }] } });
  return {
    groupKey: member?.groups[0]?.groupKey ?? agreed?.groupKey ?? null,
    receiverSubject: member?.subject ?? null,
    receiverName: member?.name ?? null,
  };
}

async function told(tx: Tx, ground: Ground, actor: Actor, cause: Cause, noted: Transfer) {
  await writeAudit(tx, ground.ports.now(), actor, cause, {
    act: 'transfer.note',
    subjectType: 'transfer',
    subjectId: noted.id,
    details: { kind: noted.kind, to: noted.state },
  });
  await announceTransfer(tx, ground, noted);
}
