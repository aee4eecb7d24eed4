import { CoreError } from '../core-error.ts';
import { clusterOf } from '../customers/cluster.ts';
import { decodeCursor, limited, pageOf } from '../page.ts';
import type { Ground } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';

export interface TrailArgs {
  readonly correlationid?: string | null;
  readonly customerId?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

/** What was done and seen in one story, or about one customer and his contacts and cases; oldest first. */
export async function auditTrail(ground: Ground, args: TrailArgs) {
  const { correlationid, customerId } = args;
  const first = limited(args.first, 200);
  if (!correlationid && !customerId) throw new CoreError(texts.trailOfWhat, 'BAD_USER_INPUT');
  const after = decodeCursor(args.after, /^[0-9a-f-]{36}$/);
  const where: Prisma.AuditEntryWhereInput[] = [
    ...(correlationid ? [{ correlationid }] : []),
    ...(customerId ? [await about(ground, customerId)] : []),
    ...(after ? [{ id: { gt: after } }] : []),
  ];
  const entries = await ground.prisma.auditEntry.findMany({
    where: { AND: where },
    orderBy: { id: 'asc' },
    take: first + 1,
  });
  return pageOf(entries, first, after, ({ id }) => id);
}

async function about({ prisma }: Ground, customerId: string): Promise<Prisma.AuditEntryWhereInput> {
  const records = await clusterOf(prisma, customerId);
  const own = { where: { customerId: { in: records } }, select: { id: true } } as const;
  const [contacts, cases] = await Promise.all([prisma.contact.findMany(own), prisma.case.findMany(own)]);
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  return {
    OR: [
      { subjectType: 'customer', subjectId: { in: records } },
      { subjectType: 'contact', subjectId: { in: ids(contacts) } },
      { subjectType: 'case', subjectId: { in: ids(cases) } },
    ],
  };
}
