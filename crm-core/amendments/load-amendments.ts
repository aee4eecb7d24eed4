import { batched } from '../batch.ts';
import { loadCase } from '../cases/load-cases.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Amendment } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { loadPromise } from '../promises/load-promises.ts';
import { loadBooking } from './load-bookings.ts';

type Load = (ground: Ground, asking: Asking, id: string) => Promise<object | null>;

const loads: Readonly<Record<string, Load>> = { booking: loadBooking, case: loadCase, promise: loadPromise };

/** One amendment, for staff who may see what it is about. */
export async function loadAmendment(ground: Ground, asking: Asking, id: string): Promise<Amendment | null> {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const found = isUuid(id) ? await ground.prisma.amendment.findUnique({ where: { id } }) : null;
  if (!found) return null;
  const load = loads[found.aboutType];
  return load && (await load(ground, asking, found.aboutId)) ? found : null;
}

/** What was amended of a thing that one may see, newest first; at most 50. */
export async function amendmentsOf({ prisma }: Ground, asking: Asking, aboutId: string) {
  const load = async (ids: string[]) => {
    const found = await prisma.amendment.findMany({
      where: { aboutId: { in: ids } },
      orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
      take: 500,
    });
    return Map.groupBy(found, (amendment) => amendment.aboutId);
  };
  return ((await batched(asking, 'amendments of', aboutId, load)) ?? []).slice(0, 50);
}
