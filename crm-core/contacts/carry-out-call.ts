import { announceOnCommit } from '../after-commit.ts';
import type { Cause, Command, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { toldCall } from '../promises/told-call.ts';
import { noteCall } from '../transfers/note-call.ts';
import { type CallState, callState, deservesDraft } from './call-state.ts';
import { giveReference } from './give-reference.ts';
import { type RecordCall, recordCall } from './record-call.ts';

/** `crm.call.record`: keeps what happened, brings the call up to date, and has a draft ready for whom speaks. */
export function callCommand(ground: Ground): Command {
  return {
    shape: recordCall,
    handle: (tx, data, cause) => carryOutCall(ground, tx, recordCall.parse(data), cause),
  };
}

async function carryOutCall(ground: Ground, tx: Tx, told: RecordCall, cause: Cause) {
  const { ports } = ground;
  const call = await lockCall(tx, told, cause);
  await tx.callHappening.create({
    data: {
      callId: call.id,
      happening: told.happening,
      occurredAt: new Date(told.occurredAt),
      told: told.presentation === 'restricted' ? { ...told, number: null } : told,
    },
  });
  const happenings = await tx.callHappening.findMany({ where: { callId: call.id }, orderBy: { id: 'asc' } });
  const all = happenings.map((happening) => happening.told as unknown as RecordCall);
  const state = callState(all);
  await tx.call.update({ where: { id: call.id }, data: state });
  if (state.presentation === 'restricted') await forgetNumber(tx, happenings);
  await writeAudit(tx, ports.now(), actorOfCause(cause), cause, {
    act: 'call.record',
    subjectType: 'call',
    subjectId: call.id,
    details: { happening: told.happening },
  });
  await keepDraft(ground, tx, call.id, state, cause);
  await noteCall(tx, ground, { callId: call.id, told: all }, cause);
  await toldCall(tx, ground, { id: call.id, ...state }, cause);
  const devices = new Set([call.device, state.device, told.device, told.transfer?.fromDevice ?? null]);
  const announcements = [...devices].flatMap((device) =>
    device === null ? [] : [{ topic: `call:${device}`, payload: { callId: call.id } }],
  );
  await announceOnCommit(tx, ground, announcements);
}

/** One message about a call at a time; the first makes the call. */
async function lockCall(tx: Tx, told: RecordCall, { correlationid }: Cause) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`call ${told.callKey}`}, 0))`;
  const { callKey } = told;
  const known = await tx.call.findUnique({ where: { callKey } });
  return known ?? tx.call.create({ data: { callKey, correlationid, ...callState([told]) } });
}

/** A caller who hides his number after all has it forgotten. */
async function forgetNumber(tx: Tx, happenings: readonly { id: string; told: unknown }[]) {
  for (const { id, told } of happenings) {
    const known = told as RecordCall;
    if (known.number !== null)
      await tx.callHappening.update({ where: { id }, data: { told: { ...known, number: null } } });
  }
}

async function keepDraft({ ports }: Ground, tx: Tx, callId: string, state: CallState, cause: Cause) {
  const { device, endedAt } = state;
  const kept = await tx.contact.findUnique({ where: { callId } });
  if (kept) {
    await tx.contact.update({ where: { callId }, data: { device, endedAt } });
    return;
  }
  if (!deservesDraft(state)) return;
  const { id } = await tx.contact.create({
    data: {
      reference: await giveReference(tx),
      channelKey: 'phone',
      callId,
      device,
      correlationid: cause.correlationid,
      startedAt: state.answeredAt ?? state.startedAt,
      endedAt,
    },
  });
  await writeAudit(tx, ports.now(), actorOfCause(cause), cause, {
    act: 'contact.open',
    subjectType: 'contact',
    subjectId: id,
    details: { channel: 'phone' },
  });
}
