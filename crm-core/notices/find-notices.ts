import { clusterOf } from '../customers/cluster.ts';
import { matchNumber } from '../customers/match.ts';
import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireRole } from '../privacy/who.ts';

const days = 90;
const mostCandidates = 5;

/** The notices that one of these customers got in the last 90 days, newest first. */
export async function noticesOf(
  ground: Ground,
  asking: Asking,
  customerIds: readonly string[],
  args: { first: number },
) {
  const { prisma, ports } = ground;
  const first = limited(args.first, 50);
  const clusters = await Promise.all(customerIds.map((id) => clusterOf(prisma, id)));
  const since = new Date(ports.now().getTime() - days * 86_400_000);
  const notices = await prisma.campaignNotice.findMany({
    where: { customerId: { in: clusters.flat() }, sentAt: { gte: since, lte: ports.now() } },
    include: { campaign: true },
    orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
    take: first,
  });
  await auditRead(ground, asking, notices.length > 0 ? customerIds : []);
  return notices;
}

/** Whom a contact may be with: its customer, or while nobody is tied to it, who uses the number of the call. */
export async function partiesOf(
  { prisma, ports }: Ground,
  asking: Asking,
  contactId: string,
): Promise<string[]> {
  requireRole(asking, 'agent');
  const contact = await prisma.contact.findUnique({ where: { id: contactId }, include: { call: true } });
  if (!contact || contact.anonymous) return [];
  if (contact.customerId !== null) return [contact.customerId];
  const matches = await matchNumber(prisma, contact.call?.number ?? null, ports.now());
  return matches.slice(0, mostCandidates).map(({ customerId }) => customerId);
}
