import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
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

/** Ties a draft to a customer, because the customer wants it (R034), or unties it. */
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
  if (contact.state === 'registered') throw conflict(texts.contactRegistered);
  if (contact.anonymous && customerId !== null) throw conflict(texts.contactAnonymous);
  const exists =
    customerId === null ||
    (isUuid(customerId) && (await tx.customerRecord.count({ where: { id: customerId } })) > 0);
  if (!exists) throw notFound(texts.customerUnknown);
  await tx.contact.update({ where: { id: contact.id }, data: { customerId, touchedAt: ground.ports.now() } });
  await writeAudit(tx, ground.ports.now(), actorOf(identity), inStory(asking, contact), {
    act: customerId === null ? 'contact.untie' : 'contact.tie',
    subjectType: 'contact',
    subjectId: contact.id,
    details: customerId === null ? {} : { customer: customerId },
  });
  await announceContact(tx, ground, contact);
}
