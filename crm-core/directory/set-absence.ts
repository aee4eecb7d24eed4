import { CoreError } from '../core-error.ts';
import { releaseWork } from '../dispatch/release-work.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireIdentity } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { knowSignedIn } from './record-staff.ts';

interface AbsenceInput {
  readonly idempotencyKey: string;
  readonly subject?: string | null;
  readonly from?: string | null;
  readonly until?: string | null;
  readonly replacement?: string | null;
  readonly keepsWork?: boolean | null;
}

/**
 * Somebody is away; he says it himself, or who leads a group of his does. From then on he gets nothing new (R094, R132), and
 * unless he keeps it his open work goes to his replacement, else back to the group.
 */
export function setAbsence(ground: Ground, asking: Asking, input: AbsenceInput) {
  const identity = requireStaff(asking);
  const { ports } = ground;
  return once(ground, asking, 'setAbsence', input, async (tx) => {
    const subject = await memberFor(tx, identity, input.subject ?? identity.subject);
    const now = ports.now();
    const period = readPeriod(input, now);
    const replacementSubject = input.replacement ?? null;
    if (replacementSubject !== null) await checkReplacement(tx, subject, replacementSubject);
    const keepsWork = input.keepsWork ?? false;
    await tx.absence.create({ data: { subject, ...period, replacementSubject, keepsWork } });
    await writeAudit(tx, now, actorOf(identity), asking, {
      act: 'staff.away',
      subjectType: 'staff',
      subjectId: subject,
      details: { keepsWork, replaced: replacementSubject !== null },
    });
    await releaseWork(tx, ground, actorOf(identity), subject);
    return { __typename: 'StaffMember', id: subject };
  });
}

function readPeriod({ from, until }: AbsenceInput, now: Date) {
  const startsAt = from ? readInstant('from', from) : now;
  const endsAt = until ? readInstant('until', until) : null;
  if (endsAt !== null && (endsAt <= startsAt || endsAt <= now)) throw invalid('until', texts.absencePeriod);
  return { startsAt, endsAt };
}

/** Somebody is back, or does not go. What he gave away stays where it is. */
export function endAbsence(
  ground: Ground,
  asking: Asking,
  input: { readonly idempotencyKey: string; readonly absenceId: string },
) {
  const identity = requireStaff(asking);
  const { ports } = ground;
  return once(ground, asking, 'endAbsence', input, async (tx) => {
    const now = ports.now();
    const id = isUuid(input.absenceId) ? input.absenceId : null;
    const absence = id && (await tx.absence.findUnique({ where: { id } }));
    if (!absence || (absence.endsAt !== null && absence.endsAt <= now)) throw notFound(texts.absenceUnknown);
    const subject = await memberFor(tx, identity, absence.subject);
    if (absence.startsAt >= now) await tx.absence.delete({ where: { id: absence.id } });
    else await tx.absence.update({ where: { id: absence.id }, data: { endsAt: now } });
    await writeAudit(tx, now, actorOf(identity), asking, {
      act: 'staff.back',
      subjectType: 'staff',
      subjectId: subject,
    });
    return { __typename: 'StaffMember', id: subject };
  });
}

function requireStaff(asking: Asking): Identity {
  const identity = requireIdentity(asking);
  if (identity.kind !== 'staff') throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return identity;
}

/** The member of whom he may say it: himself, or somebody of a group that he coordinates; administrators of everybody. */
async function memberFor(tx: Tx, identity: Identity, subject: string): Promise<string> {
  if (subject === identity.subject) {
    await knowSignedIn(tx, identity);
    return subject;
  }
  const member = await tx.staffMember.findUnique({ where: { subject }, include: { groups: true } });
  const { roles, groups } = identity;
  const leads =
    roles.includes('admin') ||
    (roles.includes('coordinator') && member?.groups.some(({ groupKey }) => groups.includes(groupKey)));
  if (!leads) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  if (!member) throw notFound(texts.staffUnknown);
  return subject;
}

async function checkReplacement(tx: Tx, subject: string, replacement: string) {
  if (replacement === subject) throw invalid('replacement', texts.replacementSelf);
  const own = await tx.groupMember.findMany({ where: { subject }, select: { groupKey: true } });
  const shared = await tx.groupMember.count({
    where: {
      subject: replacement,
      groupKey: { in: own.map(({ groupKey }) => groupKey) },
      member: { active: true },
    },
  });
  if (shared === 0) throw invalid('replacement', texts.replacementElsewhere);
}
