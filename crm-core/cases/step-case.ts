import { CoreError } from '../core-error.ts';
import { writeDeeds } from '../deed.ts';
import { isUuid } from '../page.ts';
import type { Actor, Ground, Identity, Tx } from '../ports.ts';
import type { Case, Prisma } from '../prisma/client/client.ts';
import { type Why, writeAudit } from '../privacy/audit.ts';
import { notFound } from '../refusal.ts';
import { tellReporters } from '../reports/tell-reporters.ts';
import { texts } from '../texts.ts';
import { audienceOf } from './audience.ts';
import type { CaseState } from './case-status-changed.ts';
import { statusTold } from './tell-status.ts';

/** One step in the life of a case. What is left out stays as it is. */
export interface Step {
  /** The audited act, such as `case.take`. */
  readonly act: string;
  readonly state: CaseState;
  /** Why, in Dutch, for colleagues. */
  readonly reason: string;
  readonly handlerGroupKey?: string;
  /** Who works on it from now on; null for nobody. */
  readonly assignee?: Actor | null | undefined;
  /** What changes with it. */
  readonly fields?: Prisma.CaseUncheckedUpdateInput;
}

export const openStates: readonly string[] = ['received', 'assigned', 'in-progress', 'waiting-for-customer'];
export const endStates: readonly string[] = ['answered', 'closed', 'withdrawn'];

/**
 * Takes a step in the life of a case that is held by `lockCase`: the change, its audit entry, and who must hear it.
 * Answers the version that it made.
 */
export async function stepCase(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  why: Why,
  file: Case,
  step: Step,
): Promise<number> {
  const { act, state, reason, assignee, fields, handlerGroupKey = file.handlerGroupKey } = step;
  const at = ground.ports.now();
  const number = 1 + (await tx.caseChange.count({ where: { caseId: file.id } }));
  const taken = await tx.case.update({
    where: { id: file.id },
    data: {
      state,
      handlerGroupKey,
      ...leftBehind(state, at),
      ...fields,
      ...(assignee !== undefined && {
        assigneeSubject: assignee?.subject ?? null,
        assigneeName: assignee?.name ?? null,
      }),
    },
  });
  const { version } = taken;
  const change = await tx.caseChange.create({
    data: {
      caseId: file.id,
      number,
      state,
      handlerGroupKey,
      actorSubject: actor.subject,
      actorName: actor.name,
      reason,
      at,
      version,
    },
  });
  await writeAudit(tx, at, actor, why, {
    act,
    subjectType: 'case',
    subjectId: file.id,
    details: { from: file.state, to: state, handlerGroup: handlerGroupKey },
  });
  const audience = await audienceOf(tx, ground, [taken]);
  await writeDeeds(tx, ground, statusTold(ground, taken, change, audience));
  await tellReporters(tx, ground, file.id, actor, fields?.progress !== undefined);
  return version;
}

/** What holds in one state only, or until the next step. */
function leftBehind(state: CaseState, at: Date): Prisma.CaseUncheckedUpdateInput {
  return {
    touchedAt: at,
    nudges: 0,
    returnedAt: null,
    endedAt: endStates.includes(state) ? at : null,
    ...(state !== 'waiting-for-customer' && { asked: null }),
    ...(state !== 'closed' && { endReasonKey: null, resolution: null, duplicateOfId: null }),
  };
}

/** The case, held until the end of the transaction: `NotFound`, or FORBIDDEN for a case of another group. */
export async function lockCase(tx: Tx, id: string, { roles, groups }: Identity): Promise<Case> {
  const file = await holdCase(tx, id);
  if (!file) throw notFound(texts.caseUnknown);
  if (!roles.includes('agent') && !groups.includes(file.handlerGroupKey))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return file;
}

/** The same without asking who wants it, for the core's own rounds; null where there is none. */
export async function holdCase(tx: Tx, id: string): Promise<Case | null> {
  if (!isUuid(id)) return null;
  await tx.$executeRaw`select from case_file where id = ${id}::uuid for update`;
  return tx.case.findUnique({ where: { id } });
}
