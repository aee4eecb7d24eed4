import { CoreError } from '../core-error.ts';
import { limited } from '../page.ts';
import type { Ground } from '../ports.ts';
import { texts } from '../texts.ts';

interface Counted {
  readonly key: string | null;
  readonly name: string | null;
  readonly count: number;
}

const aDay = /^\d{4}-\d\d-\d\d$/;

/** How many complaints were opened in a period of days in Brussels, by what they are about (R164), the most frequent on top. */
export async function complaintCounts(
  { prisma }: Ground,
  { from, until, first }: { readonly from: string; readonly until: string; readonly first: number },
) {
  for (const day of [from, until])
    if (!aDay.test(day) || Number.isNaN(Date.parse(day))) throw new CoreError(texts.day, 'BAD_USER_INPUT');
  const rows = await prisma.$queryRaw<Counted[]>`
    select category.key, category.name, count(*)::int as count
    from case_file file
    left join complaint on complaint.case_id = file.id
    left join complaint_category category on category.key = complaint.category_key
    where file.kind = 'complaint'
      and file.opened_at >= ${from}::date::timestamp at time zone 'Europe/Brussels'
      and file.opened_at < (${until}::date + 1)::timestamp at time zone 'Europe/Brussels'
    group by category.key, category.name
    order by count desc, category.key nulls last
    limit ${limited(first, 100)}`;
  return rows.map(({ key, name, count }) => ({ category: key === null ? null : { key, name }, count }));
}
