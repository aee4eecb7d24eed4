import { visibleCases } from '../cases/load-cases.ts';
import { visibleContacts } from '../contacts/load-contacts.ts';
import { CoreError } from '../core-error.ts';
import { ownRecords } from '../customers/cluster.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import { viewOf } from '../privacy/who.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface AboutInput {
  readonly contactId?: string | null;
  readonly caseId?: string | null;
}

/** The contact or the case that a promise is about, and whose it is; as far as the one who asks may see them. */
export async function aboutWhom(tx: Tx, ground: Ground, asking: Asking, input: AboutInput) {
  const [contact, file] = [await contactOf(tx, input.contactId), await caseOf(tx, input.caseId)];
  const view = viewOf(asking);
  if (view.kind === 'own')
    return { contact, file, customerId: await ownIn(ground, view.identity, [contact, file]) };
  if (view.kind === 'groups') await requireSeen(tx, ground, asking, contact, file);
  return { contact, file, customerId: file?.customerId ?? contact?.customerId ?? null };
}

interface Identified {
  readonly id: string;
}

/** Nobody makes a promise about what he may not see. */
async function requireSeen(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  contact: Identified | null,
  file: Identified | null,
) {
  const contacts = contact && [{ id: contact.id }, await visibleContacts(ground, asking)];
  const files = file && [{ id: file.id }, await visibleCases(ground, asking)];
  const hidden =
    (contacts && (await tx.contact.count({ where: { AND: contacts } })) === 0) ||
    (files && (await tx.case.count({ where: { AND: files } })) === 0);
  if (hidden) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
}

/** The record of the customer who asks; what is not his does not exist for him. */
async function ownIn(
  ground: Ground,
  identity: Identity,
  about: readonly ({ readonly customerId: string | null } | null)[],
) {
  const own = await ownRecords(ground, identity);
  if (about.some((one) => one && !own.includes(one.customerId ?? ''))) throw notFound(texts.caseUnknown);
  return own[0] ?? null;
}

async function contactOf(tx: Tx, id: string | null | undefined) {
  if (!id) return null;
  const found = isUuid(id) ? await tx.contact.findUnique({ where: { id } }) : null;
  if (!found) throw notFound(texts.contactUnknown);
  return found;
}

async function caseOf(tx: Tx, id: string | null | undefined) {
  if (!id) return null;
  const found = isUuid(id) ? await tx.case.findUnique({ where: { id } }) : null;
  if (!found) throw notFound(texts.caseUnknown);
  return found;
}
