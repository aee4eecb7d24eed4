import { batched } from '../batch.ts';
import { loadContact } from '../contacts/load-contacts.ts';
import type { Asking, Ground } from '../ports.ts';
import type { ContactSpeaker } from '../prisma/client/client.ts';
import { asEnum } from '../scalars.ts';
import { type Reach, reachOf, reachOnlyFor } from './contact-reach.ts';
import type { CustomerView } from './customer-view.ts';

type LoadCustomer = (asking: Asking, id: string) => Promise<CustomerView | null>;

/** What customers add to a contact: who spoke, and where its customer wants to be reached for it only. */
export function contactParts(ground: Ground, load: LoadCustomer) {
  const { prisma, ports } = ground;
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
    reachOnlyForThis: ({ id }: { id: string }, _: unknown, asking: Asking) =>
      grouped(asking, 'reach only for contact', id, (ids) => reachOnlyFor(prisma, ids)),
    reach: ({ id }: { id: string }, _: unknown, asking: Asking) =>
      grouped(asking, 'reach of contact', id, (ids) => reachOf(prisma, ids, ports.now())),
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

type ReachOfContact = Reach & { readonly contactId: string };

async function grouped(
  asking: Asking,
  name: string,
  id: string,
  load: (ids: string[]) => Promise<readonly ReachOfContact[]>,
) {
  const found = await batched(asking, name, id, async (ids) =>
    Map.groupBy(await load(ids), ({ contactId }) => contactId),
  );
  return (found ?? []).map(({ kind, value }) => ({ kind: asEnum(kind), value }));
}
