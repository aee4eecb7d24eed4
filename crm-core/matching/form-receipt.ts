import { printReference } from '../contacts/reference.ts';
import type { Ground } from '../ports.ts';
import type { Complaint } from '../refusal.ts';
import { formToken } from './form-token.ts';
import { maskAddress, maskName } from './mask.ts';
import type { TypedForm } from './send-form.ts';

type Done = { readonly __typename: string; readonly id: string };

/**
 * What the sender of a form gets: his reference, and what he typed himself, masked, to confirm. It is made from nothing but
 * the form, so it is the same whether we know him or not.
 */
export async function formReceipt({ prisma, ports }: Ground, done: Done | Complaint) {
  if (!('id' in done)) return done;
  const { typed, contactId, expiresAt } = await prisma.formSending.findUniqueOrThrow({
    where: { id: done.id },
  });
  const { reference } = await prisma.contact.findUniqueOrThrow({ where: { id: contactId } });
  const form = typed as unknown as TypedForm;
  return {
    __typename: 'FormReceipt',
    reference: printReference(reference),
    maskedName: maskName(form),
    maskedAddress: maskAddress(form),
    token: formToken(ports, done.id),
    expiresAt,
  };
}
