import { z } from 'zod';
import { announceOnCommit } from '../after-commit.ts';
import { unsettled } from '../cases/settle-parts.ts';
import { endStates, holdCase, stepCase } from '../cases/step-case.ts';
import { parseReference } from '../contacts/reference.ts';
import type { Cause, Command, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { dutchDay } from '../scalars.ts';
import { texts } from '../texts.ts';

/** Command `crm.case-handling.record`: a back office or a partner writes back if, when and how it handled a case (R093, R095). */
const recordHandling = z.strictObject({
  reference: z.string(),
  /** The application or the body that tells it. */
  system: z.string().min(1),
  /** Who handled it, for colleagues. */
  by: z.string().min(1),
  handled: z.boolean(),
  handledAt: z.iso.datetime(),
  /** What was done, or why not, in words for the customer. */
  how: z.string().trim().min(1),
});
type RecordHandling = z.infer<typeof recordHandling>;

/**
 * Keeps what was written back, and shows it to the contact centre and the customer: handled answers the case, unless other
 * groups still owe a part of the answer. What is older than what is known changes nothing but the list.
 */
export function handlingCommand(ground: Ground): Command {
  return {
    shape: recordHandling,
    handle: (tx, data, cause) => record(ground, tx, recordHandling.parse(data), cause),
  };
}

async function record(ground: Ground, tx: Tx, told: RecordHandling, cause: Cause) {
  const file = await caseOf(tx, told.reference);
  const { system, by, handled, how } = told;
  const handledAt = new Date(told.handledAt);
  const newest = await tx.caseHandling.findFirst({
    where: { caseId: file.id },
    orderBy: { handledAt: 'desc' },
  });
  const kept = await tx.caseHandling.createMany({
    data: [{ caseId: file.id, system, by, handled, handledAt, how }],
    skipDuplicates: true,
  });
  if (kept.count === 0) return;
  await writeAudit(tx, ground.ports.now(), actorOfCause(cause), file, {
    act: 'case.handling',
    subjectType: 'case',
    subjectId: file.id,
    details: { system, handled },
  });
  await announceOnCommit(tx, ground, [{ topic: `case:${file.id}`, payload: { caseId: file.id } }]);
  const late = newest !== null && newest.handledAt > handledAt;
  if (!(late || endStates.includes(file.state))) await move(ground, tx, file, told, cause);
}

async function move(ground: Ground, tx: Tx, file: Case, told: RecordHandling, cause: Cause) {
  const owed = await tx.casePart.count({ where: { caseId: file.id, state: { in: unsettled } } });
  const progress = told.handled
    ? texts.handled(dutchDay(new Date(told.handledAt)), told.how)
    : texts.notHandled(told.how);
  const answers = told.handled && owed === 0;
  await stepCase(tx, ground, actorOfCause(cause), file, file, {
    act: 'case.write-back',
    state: answers ? 'answered' : 'in-progress',
    reason: texts.wroteBack(told.system, told.by, progress),
    fields: answers ? { progress, answer: progress } : { progress },
  });
}

async function caseOf(tx: Tx, reference: string): Promise<Case> {
  const parsed = parseReference(reference);
  if (parsed.fault) throw new Error('recording a handling: not a reference of ours');
  const known = await tx.case.findUnique({ where: { reference: parsed.code }, select: { id: true } });
  const file = known && (await holdCase(tx, known.id));
  if (!file) throw new Error('recording a handling: no case has this reference');
  return file;
}
