import { decodeCursor, isUuid, limited, pageOf } from '../page.ts';
import type { Asking, Ground, Identity } from '../ports.ts';
import type { Notice, Prisma } from '../prisma/client/client.ts';
import { groupsOf, requireWorker } from './worklist.ts';

/** What somebody, or the groups that he is of, must hear, the newest first. */
export async function notices(
  ground: Ground,
  asking: Asking,
  args: { readonly first: number; readonly after?: string | null },
) {
  const identity = requireWorker(asking);
  const first = limited(args.first, 100);
  const after = decodeCursor(args.after, /^[0-9T:.Z-]{24} [0-9a-f-]{36}$/);
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const found = await ground.prisma.notice.findMany({
    where: {
      AND: [
        await meantFor(ground, identity),
        after ? { OR: [{ at: { lt: new Date(at) } }, { at: new Date(at), id: { lt: id } }] } : {},
      ],
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: first + 1,
  });
  return pageOf(found, first, after, (notice) => `${notice.at.toISOString()} ${notice.id}`);
}

/** The same at the moment that it is said. */
export function noticeGiven(ground: Ground, asking: Asking): AsyncGenerator<Notice> {
  const identity = requireWorker(asking);
  return noticesFor(ground, asking, identity);
}

async function* noticesFor(ground: Ground, asking: Asking, identity: Identity): AsyncGenerator<Notice> {
  const stop = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
  try {
    for await (const payload of ground.ports.listen('notice', signal)) {
      const id = String((payload as { readonly id?: unknown }).id);
      const notice = isUuid(id) ? await heard(ground, identity, id) : null;
      if (notice) yield notice;
    }
  } finally {
    stop.abort();
  }
}

async function heard(ground: Ground, identity: Identity, id: string) {
  return ground.prisma.notice.findFirst({ where: { AND: [{ id }, await meantFor(ground, identity)] } });
}

async function meantFor({ prisma }: Ground, identity: Identity): Promise<Prisma.NoticeWhereInput> {
  const { subject, roles } = identity;
  const groups = [...groupsOf(identity)];
  const led = roles.includes('coordinator')
    ? groups
    : (await prisma.groupMember.findMany({ where: { subject, lead: true } })).map(({ groupKey }) => groupKey);
  return {
    OR: [
      { subject },
      { subject: null, leadsOnly: false, groupKey: { in: groups } },
      { subject: null, leadsOnly: true, groupKey: { in: led } },
    ],
  };
}
