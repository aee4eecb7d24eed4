import { randomUUID } from 'node:crypto';
import { printReference } from '../contacts/reference.ts';
import { mostLines, type NoticeLine, noticesToTell } from '../dispatch/notices-to-tell.ts';
import { sendMessage } from '../messages/send-message.ts';
import type { Ground } from '../ports.ts';
import { texts } from '../texts.ts';
import { brusselsDay, brusselsInstant, isoDay } from '../working-time/brussels.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { isOpen } from '../working-time/working-time.ts';
import { type Bucket, responsible, staffAt } from './responsible.ts';

interface Line {
  readonly subject: string;
  readonly kind: string;
  readonly reference: string | null;
  readonly group: string;
  readonly dueAt: Date;
  readonly count: number;
}

/** All that somebody is told on one day. */
interface Digest {
  readonly promises: readonly Line[];
  readonly notices: readonly NoticeLine[];
}

/**
 * Tells everybody what he must hear, once a day at most and while the city works: one message with all promises that are late
 * or nearly so, and with the notices that were given on the days before. Answers how many it told.
 */
export async function sendDigests(ground: Ground): Promise<number> {
  const { prisma, ports } = ground;
  const now = ports.now();
  if (!isOpen(await calendarOf(prisma, ground, 'city'), now)) return 0;
  const today = brusselsDay(now);
  const day = new Date(`${isoDay(today)}T00:00:00Z`);
  const notices = await noticesToTell(ground, new Date(brusselsInstant(today, 0, 'first')));
  const buckets = await prisma.$queryRaw<Bucket[]>`
    select handler_group_key as "handlerGroupKey", assignee_subject as "assigneeSubject", step::int as step
    from promise where state = 'open' and step > 0 group by 1, 2, 3`;
  if (buckets.length + notices.length === 0) return 0;
  const staff = await staffAt(prisma, now);
  const told = await prisma.promiseDigest.findMany({ where: { day }, select: { subject: true } });
  const done = new Set(told.map(({ subject }) => subject));
  const owed = buckets.flatMap((bucket) =>
    [...responsible(staff, bucket)].filter((one) => !done.has(one)).map((subject) => ({ subject, bucket })),
  );
  const lines = owed.length === 0 ? [] : await linesOf(ground, owed);
  const promised = Map.groupBy(lines, ({ subject }) => subject);
  const heard = Map.groupBy(notices, ({ subject }) => subject);
  let sent = 0;
  for (const subject of new Set([...lines, ...notices].map((one) => one.subject))) {
    const digest = { promises: promised.get(subject) ?? [], notices: heard.get(subject) ?? [] };
    if (await tell(ground, day, { subject, email: staff.emails.get(subject) ?? null }, digest)) sent += 1;
  }
  return sent;
}

function linesOf({ prisma }: Ground, owed: readonly { subject: string; bucket: Bucket }[]) {
  return prisma.$queryRaw<Line[]>`
    select subject, kind, reference, name as "group", due_at as "dueAt", count from (
      select owed.subject, promise.kind, coalesce(case_file.reference, contact.reference) as reference,
        handler_group.name, promise.due_at, (count(*) over mine)::int as count,
        row_number() over (partition by owed.subject order by promise.due_at, promise.id) as place
      from unnest(
        ${owed.map(({ subject }) => subject)}::text[], ${owed.map(({ bucket }) => bucket.handlerGroupKey)}::text[],
        ${owed.map(({ bucket }) => bucket.assigneeSubject)}::text[], ${owed.map(({ bucket }) => bucket.step)}::int[]
      ) as owed (subject, handler_group_key, assignee_subject, step)
      join promise on promise.state = 'open' and promise.step = owed.step
        and promise.handler_group_key = owed.handler_group_key
        and promise.assignee_subject is not distinct from owed.assignee_subject
      join handler_group on handler_group.key = promise.handler_group_key
      left join case_file on case_file.id = promise.case_id
      left join contact on contact.id = promise.contact_id
      window mine as (partition by owed.subject)
    ) as line where place <= ${mostLines} order by subject, place`;
}

/** In a transaction of its own, so that what goes wrong with one person keeps nothing from another. */
async function tell(
  ground: Ground,
  day: Date,
  { subject, email }: { readonly subject: string; readonly email: string | null },
  { promises, notices }: Digest,
): Promise<boolean> {
  const { prisma, ports } = ground;
  const sentAt = ports.now();
  const count = promises[0]?.count ?? 0;
  const news = notices[0]?.count ?? 0;
  return prisma.$transaction(async (tx) => {
    const digest = { subject, day, sentAt, promises: count, notices: news };
    if ((await tx.promiseDigest.createMany({ data: [digest], skipDuplicates: true })).count === 0)
      return false;
    if (email === null) return true;
    const written = promises.map(({ kind, reference, group, dueAt }) =>
      texts.digestLine(
        texts.promiseKind[kind] ?? '',
        reference && printReference(reference),
        group,
        dueAt,
        dueAt <= sentAt,
      ),
    );
    const messageId = await sendMessage(tx, ground, {
      channel: 'email',
      recipient: email,
      subject: texts.digestSubject(count, news),
      body: texts.digest(
        { lines: written, count },
        { lines: notices.map(({ text }) => texts.digestNotice(text)), count: news },
      ),
      aboutType: 'digest',
      aboutId: `${subject} ${isoDay(day.getTime() / 86_400_000)}`,
      actor: { subject: 'source:schakel', name: texts.bySystem },
      correlationid: randomUUID(),
    });
    await tx.promiseDigest.update({ where: { subject_day: { subject, day } }, data: { messageId } });
    return true;
  });
}
