import type { Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';

const untouchedMs = 5 * 60_000;
const abandonedMs = 24 * 3_600_000;

/**
 * Keeps as `auto` the drafts that nobody touched for five minutes after their call, and those that were left in the middle
 * a day ago (M2). Answers how many drafts it kept.
 */
export async function sweep({ prisma, ports }: Ground): Promise<number> {
  const now = ports.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  return prisma.$transaction(async (tx) => {
    const drafts = await tx.$queryRaw<{ id: string; correlationid: string }[]>`
      update contact set state = 'auto', registered_at = ${now}, auto_kept_at = ${now}
      where state = 'draft' and (
        (touched_at is null and ended_at <= ${before(untouchedMs)})
        or coalesce(touched_at, started_at) <= ${before(abandonedMs)}
      )
      returning id::text, correlationid`;
    for (const { id, correlationid } of drafts) {
      const actor = { subject: 'source:schakel', name: texts.bySystem };
      const act = { act: 'contact.keep', subjectType: 'contact', subjectId: id } as const;
      await writeAudit(tx, now, actor, { correlationid }, act);
    }
    return drafts.length;
  });
}
