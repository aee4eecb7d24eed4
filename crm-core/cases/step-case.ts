import { CoreError } from '../core-error.ts';
import { isUuid } from '../page.ts';
import type { Actor, Ground, Identity, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { type Why, writeAudit } from '../privacy/audit.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import type { CaseState } from './case-status-changed.ts';
import { tellStatus } from './tell-status.ts';

/** One step in the life of a case. What is left out stays as it is. */
export interface Step {
  /** The audited act, such as `case.take`. */
  readonly act: string;
  readonly state: CaseState;
  /** Why, in Dutch, for colleagues. */
  readonly reason: string;
  readonly handlerGroupKey?: string;
  /** Who works on it from now on; null for nobody. */
  readonly assignee?: Actor | null;
  readonly answer?: string;
}

/** Takes a step in the life of a case that is held by `lockCase`: the change, its audit entry, and who must hear it. */
export async function stepCase(tx: Tx, ground: Ground, actor: Actor, why: Why, file: Case, step: Step) {
  const { act, state, reason, assignee, answer, handlerGroupKey = file.handlerGroupKey } = step;
  const at = ground.ports.now();
  const number = 1 + (await tx.caseChange.count({ where: { caseId: file.id } }));
  await tx.caseChange.create({
    data: {
      caseId: file.id,
      number,
      state,
      handlerGroupKey,
      actorSubject: actor.subject,
      actorName: actor.name,
      reason,
      at,
    },
  });
  await tx.case.update({
    where: { id: file.id },
    data: {
      state,
      handlerGroupKey,
      ...(assignee !== undefined && {
        assigneeSubject: assignee?.subject ?? null,
        assigneeName: assignee?.name ?? null,
      }),
      ...(answer !== undefined && { answer }),
    },
  });
  await writeAudit(tx, at, actor, why, {
    act,
    subjectType: 'case',
    subjectId: file.id,
    details: { from: file.state, to: state, handlerGroup: handlerGroupKey },
  });
  await tellStatus(tx, ground, file.id);
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
