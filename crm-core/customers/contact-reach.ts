import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { type Given, read } from './read-customer.ts';

export interface ReachForContactInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly telephone?: Given;
  readonly email?: Given;
}

export interface Reach {
  readonly kind: string;
  readonly value: string;
}

/**
 * Keeps where the customer wants to be reached for this contact and its questions only (R034): all of it, each time. It
 * is kept with the contact, is never part of a profile, and nobody is found by it.
 */
export function reachForContact(ground: Ground, asking: Asking, input: ReachForContactInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'reachForContact', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const email = read.email('email', input.email);
    const reach = [
      ...read.telephones('telephone', input.telephone).map((value) => ({ kind: 'phone', value })),
      ...(email ? [{ kind: 'email', value: email }] : []),
    ];
    await tx.contactReach.deleteMany({ where: { contactId: contact.id } });
    await tx.contactReach.createMany({ data: reach.map((point) => ({ ...point, contactId: contact.id })) });
    await writeAudit(tx, ports.now(), actorOf(identity), inStory(asking, contact), {
      act: 'contact.reach',
      subjectType: 'contact',
      subjectId: contact.id,
      details: { kinds: reach.map(({ kind }) => kind) },
    });
    return { __typename: 'Contact', id: contact.id };
  });
}

/** What was given for contacts only, and nothing else. */
export function reachOnlyFor(tx: Tx, contactIds: readonly string[]) {
  return tx.contactReach.findMany({
    where: { contactId: { in: [...contactIds] } },
    orderBy: [{ kind: 'desc' }, { id: 'asc' }],
  });
}

/**
 * Where to write or call about contacts: what was given for each only, and otherwise what holds today of the profile of
 * its customer.
 */
export function reachOf(
  tx: Tx,
  contactIds: readonly string[],
  now: Date,
): Promise<(Reach & { readonly contactId: string })[]> {
  return tx.$queryRaw`
    select contact.id::text as "contactId", reach.kind, reach.value
    from contact cross join lateral (
      select kind, value from contact_reach where contact_id = contact.id
      union
      select point.kind, point.value from customer_cluster(contact.customer_id) as member (id)
      join customer_contact_point point on point.record_id = member.id
      where not exists (select from contact_reach where contact_id = contact.id)
        and coalesce(point.valid_until >= (${now}::timestamptz at time zone 'UTC')::date, true)
    ) as reach
    where contact.id = any (${[...contactIds]}::uuid[])
    order by 1, 2 desc, 3`;
}
