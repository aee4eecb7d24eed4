import { limited } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
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
  const matching = await likelyCustomers(ground.prisma, ground, input, limited(first, 20));
  await auditRead(
    ground,
    asking,
    matching.candidates.map(({ of }) => of.customerId),
  );
  return matching;
}

/** The same for what writes down by itself whom it shows. */
export async function likelyCustomers(
  tx: Tx,
  { prisma, ports }: Ground,
  input: AskedCustomer,
  most: number,
): Promise<Matching> {
  const { decision, candidates } = await findCandidates(prisma, tx, askedProfile(ports, input));
  return {
    decision,
    candidates: candidates.filter(({ probability }) => probability >= shown).slice(0, most),
  };
}
