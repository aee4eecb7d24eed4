import type { Ground } from '../ports.ts';

export const mostLines = 25;
const longestMs = 14 * 86_400_000;

export interface NoticeLine {
  readonly subject: string;
  readonly text: string;
  /** Of all that he must hear. */
  readonly count: number;
}

/**
 * What each member of staff who is there must hear in his digest of a day that begins then: what was said to him, to his group
 * or to those who lead it on the days before, and was in none of his digests, the newest first.
 */
export function noticesToTell({ prisma, ports }: Ground, until: Date): Promise<readonly NoticeLine[]> {
  const since = new Date(until.getTime() - longestMs);
  return prisma.$queryRaw<NoticeLine[]>`
    select subject, text, count from (
      select heard.subject, notice.text, (count(*) over mine)::int as count,
        row_number() over (partition by heard.subject order by notice.at desc, notice.id desc) as place
      from notice
      cross join lateral (
        select notice.subject where notice.subject is not null
        union all
        select member.subject from group_member member
        where notice.subject is null and member.group_key = notice.group_key and (member.lead or not notice.leads_only)
      ) heard
      join staff_member staff on staff.subject = heard.subject and staff.active
      where notice.at >= ${since} and notice.at < ${until}
        and not exists (
          select from promise_digest told
          where told.subject = heard.subject and told.day > (notice.at at time zone 'Europe/Brussels')::date
        )
        and not exists (
          select from absence where absence.subject = heard.subject
            and starts_at <= ${ports.now()} and (ends_at is null or ends_at > ${ports.now()})
        )
      window mine as (partition by heard.subject)
    ) line where place <= ${mostLines} order by subject, place`;
}
