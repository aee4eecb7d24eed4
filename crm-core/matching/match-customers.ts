import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireRole } from '../privacy/who.ts';
import { type AskedCustomer, askedProfile } from './asked-profile.ts';
import { findCandidates, type Matching } from './find-candidates.ts';

/** Less than one chance in a thousand is not worth an agent's look. */
const shown = 0.001;

/** Suggestions of probably the same customer while somebody registers (R101); each one shown is written down as read. */
export async function matchCustomers(
  ground: Ground,
  asking: Asking,
  input: AskedCustomer,
  first: number,
): Promise<Matching> {
  requireRole(asking, 'agent');
  const most = limited(first, 20);
  const { prisma, ports } = ground;
  const { decision, candidates } = await findCandidates(prisma, prisma, askedProfile(ports, input));
  const best = candidates.filter(({ probability }) => probability >= shown).slice(0, most);
  await auditRead(
    ground,
    asking,
    best.map(({ of }) => of.customerId),
  );
  return { decision, candidates: best };
}
