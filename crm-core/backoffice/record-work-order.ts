import { z } from 'zod';
import { endStates, holdCase, stepCase } from '../cases/step-case.ts';
import type { Cause, Command, Ground, Tx } from '../ports.ts';
import type { Case, WorkOrderHappening } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { toldWork } from '../promises/told-work.ts';
import { dutchDay } from '../scalars.ts';
import { texts } from '../texts.ts';
import { brusselsDay, isoDay } from '../working-time/brussels.ts';

/** In the order in which work goes, for two that are told of one moment. */
const states = ['accepted', 'planned', 'in-progress', 'refused', 'cancelled', 'done'] as const;

/** Command `crm.work-order.record`: what the crews' planning tells of a work order, in whatever order (R155). */
const recordWorkOrder = z.strictObject({
  workOrderId: z.uuid(),
  state: z.enum(states),
  occurredAt: z.iso.datetime(),
  /** When the crew comes; null where that is not known. */
  plannedFor: z.iso.datetime().nullable(),
  /** What the crew did or why not, in words for the reporter. */
  explanation: z.string().nullable(),
  /** What the planning calls it. */
  externalReference: z.string().nullable(),
});
type RecordWorkOrder = z.infer<typeof recordWorkOrder>;

/**
 * Keeps what was told and computes the work order from all of it. What is new moves the case and is told to its reporters:
 * that it is planned and for when, that it is done and what was done. Ending the case stays the work of people.
 */
export function workOrderCommand(ground: Ground): Command {
  return {
    shape: recordWorkOrder,
    handle: (tx, data, cause) => record(ground, tx, recordWorkOrder.parse(data), cause),
  };
}

async function record(ground: Ground, tx: Tx, told: RecordWorkOrder, cause: Cause) {
  const known = await tx.workOrder.findUnique({ where: { id: told.workOrderId } });
  if (!known) throw new Error('recording a work order: none of ours has this id');
  const file = await holdCase(tx, known.caseId);
  if (!file) throw new Error('recording a work order: its case is gone');
  const { workOrderId, state } = told;
  const occurredAt = new Date(told.occurredAt);
  const kept = await tx.workOrderHappening.createMany({
    data: [{ workOrderId, state, occurredAt, told }],
    skipDuplicates: true,
  });
  if (kept.count === 0) return;
  const happenings = await tx.workOrderHappening.findMany({ where: { workOrderId } });
  const newest = computed(happenings);
  await tx.workOrder.update({ where: { id: workOrderId }, data: newest });
  await toldWork(tx, ground, { id: workOrderId, ...newest }, cause);
  const at = ground.ports.now();
  await writeAudit(tx, at, actorOfCause(cause), file, {
    act: 'work-order.record',
    subjectType: 'case',
    subjectId: file.id,
    details: { state },
  });
  const news = newest.state === state && newest.changedAt.getTime() === occurredAt.getTime();
  if (news && !endStates.includes(file.state)) await tellCase(ground, tx, file, told, cause);
}

/** What the happenings of a work order say together: the newest state, and the newest of what else was told. */
function computed(happenings: readonly WorkOrderHappening[]) {
  const ranks: readonly string[] = states;
  const rank = (state: string) => ranks.indexOf(state);
  const inOrder = happenings.toSorted(
    (a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || rank(a.state) - rank(b.state),
  );
  const tellings = inOrder.map(({ told }) => told as unknown as RecordWorkOrder);
  const newest = <Field extends 'plannedFor' | 'explanation' | 'externalReference'>(field: Field) =>
    tellings.findLast((telling) => telling[field] !== null)?.[field] ?? null;
  const plannedFor = newest('plannedFor');
  return {
    state: inOrder.at(-1)?.state ?? 'requested',
    changedAt: inOrder.at(-1)?.occurredAt ?? new Date(0),
    plannedFor: plannedFor === null ? null : new Date(plannedFor),
    explanation: newest('explanation'),
    externalReference: newest('externalReference'),
  };
}

async function tellCase(ground: Ground, tx: Tx, file: Case, told: RecordWorkOrder, cause: Cause) {
  const plannedFor =
    told.plannedFor === null ? null : new Date(isoDay(brusselsDay(new Date(told.plannedFor))));
  const progress = texts.workOrderProgress[told.state](
    plannedFor && dutchDay(plannedFor),
    told.explanation ?? '',
  );
  await stepCase(tx, ground, actorOfCause(cause), file, file, {
    act: 'case.work-order',
    state: file.state === 'waiting-for-customer' ? file.state : 'in-progress',
    reason: progress,
    fields: { progress, ...(plannedFor && { expectedOn: plannedFor }) },
  });
}
