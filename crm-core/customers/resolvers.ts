import { cleanText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireIdentity, requireRole } from '../privacy/who.ts';
import { Refusal } from '../refusal.ts';
import { asEnum, DateTime, LocalDate } from '../scalars.ts';
import { texts } from '../texts.ts';
import { maskNationalNumber } from './belgium/national-number.ts';
import { clusterOf } from './cluster.ts';
import { type CreateCustomerInput, createCustomer } from './create-customer.ts';
import type { CustomerView } from './customer-view.ts';
import { loadCustomer } from './load-customers.ts';
import { type MergeCustomersInput, mergeCustomers, type UndoMergeInput, undoMerge } from './merge.ts';
import { requireIdentifyingPurpose } from './purpose.ts';
import { searchCustomers } from './search-customers.ts';
import { openNumber } from './vault.ts';

type Done = { readonly __typename: string; readonly id?: string };

export function customerResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const load = (asking: Asking, id: string) => loadCustomer(ground, asking, id);
  const answer = async (asking: Asking, done: Done) =>
    done.id === undefined ? done : { ...(await load(asking, done.id)), __typename: 'Customer' };
  const kind = ({ kind }: { kind: string }) => asEnum(kind);

  return {
    DateTime,
    Date: LocalDate,
    Query: {
      customer(_: unknown, { id }: { id: string }, asking: Asking) {
        requireIdentity(asking);
        return load(asking, id);
      },
      async searchCustomers(_: unknown, args: { text: string; first: number }, asking: Asking) {
        requireRole(asking, 'agent');
        const first = limited(args.first, 50);
        const text = searchText(args.text);
        const matches = await searchCustomers(ground, text, first);
        const found = await Promise.all(
          matches.map(async (match) => ({ ...match, customer: await load(asking, match.customerId) })),
        );
        return found.filter(({ customer }) => customer !== null);
      },
    },
    Mutation: {
      createCustomer: async (_: unknown, { input }: { input: CreateCustomerInput }, asking: Asking) =>
        answer(asking, await createCustomer(ground, asking, input)),
      mergeCustomers: async (_: unknown, { input }: { input: MergeCustomersInput }, asking: Asking) =>
        answer(asking, await mergeCustomers(ground, asking, input)),
      undoMerge: async (_: unknown, { input }: { input: UndoMergeInput }, asking: Asking) =>
        answer(asking, await undoMerge(ground, asking, input)),
    },
    Customer: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => load(asking, id),
      kind,
      maskedNationalNumber: ({ sealedNumber }: CustomerView) =>
        sealedNumber && maskNationalNumber(openNumber(ports, sealedNumber)),
      async nationalNumber({ id, sealedNumber }: CustomerView, _: unknown, asking: Asking) {
        requireIdentifyingPurpose(asking);
        if (!sealedNumber) return null;
        await auditRead(ground, asking, [id], 'customer.national-number.read');
        return openNumber(ports, sealedNumber);
      },
      async merges({ id }: CustomerView) {
        const links = await prisma.customerLink.findMany({
          where: { survivorId: { in: await clusterOf(prisma, id) }, undoneAt: null },
          include: { absorbed: true },
          orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
        });
        return links.map(({ absorbed, ...link }) => ({
          ...link,
          mergedAt: link.madeAt,
          mergedName:
            absorbed.organisationName ?? [absorbed.givenName, absorbed.familyName].filter(Boolean).join(' '),
        }));
      },
    },
    ContactPoint: { kind },
  };
}

function searchText(given: string): string {
  try {
    const text = cleanText('text', given);
    if (text.length >= 2) return text;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  throw new CoreError(texts.searchTooShort, 'BAD_USER_INPUT');
}
