import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { writeAudit } from './audit.ts';
import { forgotten, together } from './forgotten.ts';
import { actorOf, requireRole } from './who.ts';

export interface RetentionInput {
  readonly idempotencyKey: string;
  readonly what: string;
  readonly days: number;
}

/** Says from now on how long something is kept; for the privacy officer. */
export function setRetention(ground: Ground, asking: Asking, input: RetentionInput) {
  const identity = requireRole(asking, 'privacy-officer');
  const what = fromEnum(input.what);
  const { days } = input;
  return once(ground, asking, 'setRetention', input, async (tx) => {
    if (days < 1 || days > 3650) throw invalid('days', texts.retentionDays);
    const { days: before } = await tx.retention.findUniqueOrThrow({ where: { what } });
    await tx.retention.update({ where: { what }, data: { days } });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'retention.set',
      subjectType: 'retention',
      subjectId: what,
      details: { before, after: days },
    });
    return { __typename: 'Retention', id: what };
  });
}

/** Forgets what was kept as long as the city says (R202). Answers how much; safe on several nodes at once. */
export async function forget(ground: Ground): Promise<number> {
  const { prisma, ports } = ground;
  let all = 0;
  for (const { what, days } of await prisma.retention.findMany({ orderBy: { what: 'asc' } })) {
    const before = new Date(ports.now().getTime() - days * 86_400_000);
    for (let count = together; count === together; all += count) {
      count = await prisma.$transaction((tx) => forgetSome(tx, ground, what, before));
    }
  }
  return all;
}

async function forgetSome(tx: Tx, { ports }: Ground, what: string, before: Date): Promise<number> {
  const count = (await forgotten[what]?.(tx, before)) ?? 0;
  if (count === 0) return 0;
  const actor = { subject: 'source:schakel', name: texts.bySystem };
  const why = { correlationid: `retention-${ports.now().toISOString().slice(0, 10)}` };
  await writeAudit(tx, ports.now(), actor, why, {
    act: 'retention.forget',
    subjectType: 'retention',
    subjectId: what,
    details: { count, before: before.toISOString() },
  });
  return count;
}
