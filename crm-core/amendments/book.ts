import { optionalText, requiredText } from '../clean-text.ts';
import { giveReference } from '../contacts/give-reference.ts';
import { emailOf } from '../customers/email-of.ts';
import { plain } from '../customers/names.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { advance } from './advance.ts';
import { requireBook } from './hold-booking.ts';
import { type ChangesInput, type ItemInput, readChanges, readItems } from './read-changes.ts';
import { startAmendment } from './start-amendment.ts';
import { amended, type Terms } from './terms.ts';

export interface BookInput extends Omit<ChangesInput, 'title' | 'description'> {
  readonly idempotencyKey: string;
  readonly kind: 'APPOINTMENT' | 'COLLECTION';
  readonly handlerGroup?: string | null;
  readonly productNumber?: string | null;
  readonly customerId?: string | null;
  readonly name: string;
  readonly email?: string | null;
  readonly telephone?: string | null;
  readonly startsAt: string;
  readonly items: readonly ItemInput[];
}

/** Books with a back end, under a reference of ours that stays whatever becomes of it (R141). */
export async function book(ground: Ground, asking: Asking, input: BookInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const done = await once(ground, asking, 'book', input, async (tx) => {
    const now = ground.ports.now();
    const handlerGroupKey = await bookOf(tx, input);
    requireBook(identity, handlerGroupKey);
    const terms = readTerms(input, now);
    const name = requiredText('name', input.name);
    const customerId = await readCustomer(tx, input.customerId);
    const booking = await tx.booking.create({
      data: {
        reference: await giveReference(tx),
        kind: fromEnum(input.kind),
        state: 'asked',
        handlerGroupKey,
        terms,
        startsAt: new Date(terms.startsAt),
        customerId,
        name,
        searchName: plain(name),
        email: await readEmail(tx, input.email, customerId),
        telephone: optionalText('telephone', input.telephone),
        productNumber: optionalText('productNumber', input.productNumber),
        correlationid: asking.correlationid,
        bookedAt: now,
      },
    });
    const wanted = { intent: 'book', before: terms, after: terms, acts: ['book'] } as const;
    return {
      __typename: 'Amendment',
      id: await startAmendment(tx, ground, asking, identity, booking, wanted),
    };
  });
  if ('id' in done) await advance(ground, done.id);
  return done;
}

/** The book that is named, else that of the group of the product: the right expert (R144). */
export async function bookOf(
  tx: Tx,
  input: { readonly handlerGroup?: string | null; readonly productNumber?: string | null },
): Promise<string> {
  const named = optionalText('handlerGroup', input.handlerGroup);
  const productNumber = optionalText('productNumber', input.productNumber);
  const product = productNumber === null ? null : await tx.product.findUnique({ where: { productNumber } });
  if (productNumber !== null && !product) throw invalid('productNumber', texts.productUnknown);
  const key = named ?? product?.handlerGroupKey;
  if (!key || (await tx.handlerGroup.count({ where: { key } })) === 0)
    throw invalid('handlerGroup', texts.groupUnknown);
  return key;
}

function readTerms(input: BookInput, now: Date): Terms {
  const items = readItems('items', input.items);
  const blank: Terms = {
    startsAt: input.startsAt,
    endsAt: null,
    location: null,
    address: null,
    online: false,
    expert: null,
    note: '',
    items,
  };
  const terms = amended(blank, readChanges(input, '', now));
  if (terms.endsAt !== null && terms.endsAt <= terms.startsAt)
    throw invalid('endsAt', texts.amendmentEndsFirst);
  return terms;
}

async function readCustomer(tx: Tx, id: string | null | undefined): Promise<string | null> {
  if (id === null || id === undefined) return null;
  const known = isUuid(id) && (await tx.customerRecord.count({ where: { id } })) > 0;
  if (!known) throw invalid('customerId', texts.customerUnknown);
  return id;
}

async function readEmail(tx: Tx, given: string | null | undefined, customerId: string | null) {
  const email = optionalText('email', given)?.toLowerCase() ?? null;
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw invalid('email', texts.email);
  return email ?? (customerId === null ? null : emailOf(tx, customerId));
}
