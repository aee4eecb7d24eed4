import { batched } from '../batch.ts';
import { rootsOf } from '../customers/cluster.ts';
import { isUuid, limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireRole } from '../privacy/who.ts';
import { isAddressed } from './answer-transfer.ts';

const include = {
  contact: { select: { reference: true, customerId: true, anonymous: true } },
} as const satisfies Prisma.TransferInclude;

export type TransferRow = Prisma.TransferGetPayload<{ include: typeof include }>;

/** Transfers, for agents, for whom they are meant, and for the group: written down as read, where they are somebody's. */
export async function findTransfers(
  ground: Ground,
  asking: Asking,
  where: Prisma.TransferWhereInput,
  take = 200,
): Promise<TransferRow[]> {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const found = await ground.prisma.transfer.findMany({
    where,
    include,
    orderBy: [{ offeredAt: 'desc' }, { id: 'desc' }],
    take,
  });
  const visible = identity.roles.includes('agent')
    ? found
    : found.filter((transfer) => isAddressed(transfer, identity));
  const records = visible.flatMap(({ contact }) => contact?.customerId ?? []);
  const roots = await rootsOf(ground.prisma, records);
  await auditRead(ground, asking, [...roots.values()]);
  return visible;
}

export async function loadTransfer(ground: Ground, asking: Asking, id: string): Promise<TransferRow | null> {
  if (!isUuid(id)) return null;
  return (await findTransfers(ground, asking, { id }))[0] ?? null;
}

/** Cards that wait for the one who asks, oldest first. */
export async function myOffers(ground: Ground, asking: Asking, first: number): Promise<TransferRow[]> {
  const { subject, device, groups } = requireRole(asking, 'agent', 'expert', 'coordinator');
  const mine: Prisma.TransferWhereInput[] = [
    { receiverSubject: subject },
    { groupKey: { in: [...groups] } },
    ...(device ? [{ device }] : []),
  ];
  const where = { state: 'offered', expiresAt: { gt: ground.ports.now() }, OR: mine };
  return (await findTransfers(ground, asking, where, limited(first, 50))).reverse();
}

/** The transfers of each contact, newest first; at most 200 in all. */
export async function transfersOfContact(ground: Ground, asking: Asking, contactId: string) {
  const load = async (ids: string[]) =>
    Map.groupBy(
      await findTransfers(ground, asking, { contactId: { in: ids } }),
      (transfer) => transfer.contactId ?? '',
    );
  return (await batched(asking, 'transfers of contact', contactId, load)) ?? [];
}

/** The name on the card: the receiver may read it before the customer's case is his. */
export async function nameOnCard({ prisma }: Ground, asking: Asking, recordId: string) {
  const load = async (ids: string[]) => {
    const roots = await rootsOf(prisma, ids);
    const rows = await prisma.customerRecord.findMany({
      where: { id: { in: [...roots.values()] } },
      select: { id: true, givenName: true, familyName: true, organisationName: true },
    });
    const names = new Map(
      rows.map(({ id, givenName, familyName, organisationName }) => [
        id,
        organisationName ?? [givenName, familyName].filter((name) => name !== null).join(' '),
      ]),
    );
    return new Map([...roots].map(([id, root]) => [id, names.get(root) ?? '']));
  };
  return (await batched(asking, 'name on card', recordId, load)) || null;
}
