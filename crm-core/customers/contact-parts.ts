import { batched } from '../batch.ts';
import { loadContact } from '../contacts/load-contacts.ts';
import type { Asking, Ground } from '../ports.ts';
import type { ContactSpeaker } from '../prisma/client/client.ts';
import { asEnum } from '../scalars.ts';
import { type Reach, reachOnlyFor } from './contact-reach.ts';
import type { CustomerView } from './customer-view.ts';

type LoadCustomer = (asking: Asking, id: string) => Promise<CustomerView | null>;

/** What customers add to a contact: who spoke, and where its customer wants to be reached for it only. */
export function contactParts(ground: Ground, load: LoadCustomer) {
  const { prisma } = ground;
  return {
    async __resolveReference({ id }: { id: string }, asking: Asking) {
      return (await loadContact(ground, asking, id)) && { id };
    },
    async speaker({ id }: { id: string }, _: unknown, asking: Asking) {
      const speaker = await batched(asking, 'speaker', id, async (ids) => {
        const rows = await prisma.contactSpeaker.findMany({ where: { contactId: { in: ids } } });
        return new Map(rows.map((row) => [row.contactId, row]));
      });
      return speaker ? shown(ground, load, asking, speaker) : null;
    },
    reachOnlyForThis: ({ id }: { id: string }, _: unknown, asking: Asking) => reachOf(ground, asking, id),
  };
}

async function shown({ prisma }: Ground, load: LoadCustomer, asking: Asking, speaker: ContactSpeaker) {
  const { customerId, representationId } = speaker;
  const customer = customerId ? await load(asking, customerId) : null;
  const representation = representationId
    ? await prisma.representation.findUnique({ where: { id: representationId } })
    : null;
  return {
    ...speaker,
    customer,
    name: speaker.name ?? customer?.displayName ?? '',
    ground: asEnum(speaker.ground),
    mandateVerified: representation !== null && representation.verifiedAt !== null,
  };
}

async function reachOf({ prisma }: Ground, asking: Asking, id: string) {
  const found = await batched(asking, 'reach of contact', id, async (ids) => {
    const rows: readonly (Reach & { contactId: string })[] = await reachOnlyFor(prisma, ids);
    return Map.groupBy(rows, ({ contactId }) => contactId);
  });
  return (found ?? []).map(({ kind, value }) => ({ kind: asEnum(kind), value }));
}
