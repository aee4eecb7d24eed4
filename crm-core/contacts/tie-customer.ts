import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { announceContact, lockContact } from './draft.ts';

export interface LinkCustomerInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly customerId?: string | null;
}

/** Ties a draft, or a registered contact that is nobody's yet, to a customer, because he wants it (R034); or unties a draft. */
export function linkCustomer(ground: Ground, asking: Asking, input: LinkCustomerInput) {
  requireRole(asking, 'agent');
  return once(ground, asking, 'linkCustomer', input, async (tx) => {
    await tieCustomer(tx, ground, asking, input.contactId, input.customerId ?? null);
    return { __typename: 'Contact', id: input.contactId };
  });
}

/** The same inside a transaction. */
export async function tieCustomer(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  contactId: string,
  customerId: string | null,
) {
  const identity = requireRole(asking, 'agent');
  const contact = await lockContact(tx, contactId);
  refuseToTie(contact, customerId);
  const exists =
    customerId === null ||
    (isUuid(customerId) && (await tx.customerRecord.count({ where: { id: customerId } })) > 0);
  if (!exists) throw notFound(texts.customerUnknown);
  if (contact.state === 'registered' && customerId !== null) await giveCustomer(tx, contact.id, customerId);
  else {
    const data = { customerId, touchedAt: ground.ports.now() };
    await tx.contact.update({ where: { id: contact.id }, data });
  }
  await writeAudit(tx, ground.ports.now(), actorOf(identity), inStory(asking, contact), {
    act: customerId === null ? 'contact.untie' : 'contact.tie',
    subjectType: 'contact',
    subjectId: contact.id,
    details: customerId === null ? {} : { customer: customerId },
  });
  await announceContact(tx, ground, contact);
}

function refuseToTie({ state, customerId: his, anonymous }: Contact, customerId: string | null) {
  if (state === 'registered' && (his !== null || customerId === null))
    throw conflict(texts.contactRegistered);
  if (anonymous && customerId !== null) throw conflict(texts.contactAnonymous);
}

/** Ties a registered contact, and the cases of it that are nobody's, to a customer; one that is tied by now stays so. */
export async function giveCustomer(tx: Tx, contactId: string, customerId: string): Promise<void> {
  const tied = await tx.contact.updateMany({
    where: { id: contactId, customerId: null, anonymous: false },
    data: { customerId },
  });
  if (tied.count === 0) return;
  const ofContact = { question: { contactId }, customerId: null };
  await tx.case.updateMany({ where: ofContact, data: { customerId } });
}
