import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { shownHash, shownOf } from './data-check.ts';
import { loadCustomer } from './load-customers.ts';

export interface ConfirmCustomerInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly fields: readonly string[];
}

/** Keeps that the customer of a contact said that these fields are right (R037): who asked, when, and in which contact. */
export async function confirmCustomer(ground: Ground, asking: Asking, input: ConfirmCustomerInput) {
  const identity = requireRole(asking, 'agent');
  const { prisma, ports } = ground;
  const seen = isUuid(input.contactId)
    ? await prisma.contact.findUnique({ where: { id: input.contactId }, select: { customerId: true } })
    : null;
  const customer = seen?.customerId ? await loadCustomer(ground, asking, seen.customerId) : null;
  return once(ground, asking, 'confirmCustomer', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (!customer || contact.customerId !== seen?.customerId) throw conflict(texts.contactOfNobody);
    const fields = [...new Set(input.fields.map(fromEnum))];
    if (fields.length === 0) throw invalid('fields', texts.required);
    const data = fields.map((field, index) => {
      const value = shownOf(customer, field);
      if (value === '') throw invalid(`fields.${index}`, texts.nothingToConfirm);
      return {
        customerId: customer.id,
        contactId: contact.id,
        field,
        valueHash: shownHash(ports, value),
        confirmedAt: ports.now(),
        authorSubject: identity.subject,
        authorName: identity.name,
      };
    });
    await tx.customerConfirmation.createMany({ data });
    await writeAudit(tx, ports.now(), actorOf(identity), inStory(asking, contact), {
      act: 'customer.confirm',
      subjectType: 'customer',
      subjectId: customer.id,
      details: { fields, contact: contact.id },
    });
    return { __typename: 'Customer', id: customer.id };
  });
}
