import { announceOnCommit } from '../after-commit.ts';
import { parseReference } from '../contacts/reference.ts';
import type { Cause, Command, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { type ConfirmPublication, confirmPublication } from './confirm-publication.ts';

/** `crm.publication.confirm`: what became of a state that was sent for its customer to see. */
export function publicationCommand(ground: Ground): Command {
  return {
    shape: confirmPublication,
    handle: (tx, data, cause) => recordPublication(ground, tx, confirmPublication.parse(data), cause),
  };
}

async function recordPublication(ground: Ground, tx: Tx, told: ConfirmPublication, cause: Cause) {
  const code = await lockCases(tx, told.reference);
  const publication = await publicationOf(tx, code, told);
  const { caseId } = publication;
  if (publication.state === 'published' && told.outcome === 'overdue') return; // the answer overtook its reminder
  await tx.publication.update({
    where: { id: publication.id },
    data: {
      state: told.outcome,
      channel: told.channel,
      publicationId: told.publicationId,
      processedAt: new Date(told.processedAt),
      reasons: told.reasons,
    },
  });
  await writeAudit(tx, ground.ports.now(), actorOfCause(cause), cause, {
    act: 'case.publication',
    subjectType: 'case',
    subjectId: caseId,
    details: { channel: told.channel, outcome: told.outcome },
  });
  await announceOnCommit(tx, ground, [{ topic: `case:${caseId}`, payload: { caseId } }]);
}

/** Holds the case with this reference, and the one that somebody joined by it. Answers the reference as it is kept. */
async function lockCases(tx: Tx, reference: string): Promise<string> {
  const parsed = parseReference(reference);
  if (parsed.fault) throw new Error('confirming a publication: not a reference of ours');
  const found = await tx.$queryRaw<{ id: string }[]>`
    select id::text from case_file
    where reference = ${parsed.code} or id in (select case_id from case_follower where reference = ${parsed.code})
    order by id for update`;
  if (found.length === 0) throw new Error('confirming a publication: no case has this reference');
  return parsed.code;
}

/** The one that was confirmed before under this id; else the one whose change the message carried. */
async function publicationOf(tx: Tx, reference: string, { channel, publicationId }: ConfirmPublication) {
  const known = await tx.publication.findUnique({
    where: { channel_publicationId: { channel, publicationId } },
  });
  if (known) return known;
  const waiting = await tx.publication.findMany({
    where: {
      publicationId: null,
      OR: [{ followerId: null, case: { reference } }, { follower: { reference } }],
    },
    orderBy: [{ sentAt: 'asc' }, { change: { number: 'asc' } }],
  });
  const madeAt = madeAtOf(publicationId);
  const carried = waiting.findLast(({ sentAt }) => sentAt.getTime() <= madeAt) ?? waiting[0];
  if (!carried) throw new Error('confirming a publication: nothing of this case waits for a confirmation');
  return carried;
}

/** A message gets its id, a UUID of version 7, right after the change that it carries: its first 48 bits are that instant. */
function madeAtOf(id: string): number {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/i.test(id) ? Number.parseInt(id.replace('-', '').slice(0, 12), 16) : 0;
}
