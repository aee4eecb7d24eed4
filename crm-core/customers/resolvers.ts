import { answering } from '../answering.ts';
import { cleanText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Representation } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireIdentity, requireRole, viewOf } from '../privacy/who.ts';
import { Refusal } from '../refusal.ts';
import { asEnum, DateTime, LocalDate } from '../scalars.ts';
import { texts } from '../texts.ts';
import { maskNationalNumber } from './belgium/national-number.ts';
import { ownCustomer } from './cluster.ts';
import { type ConfirmCustomerInput, confirmCustomer } from './confirm-customer.ts';
import { contactParts } from './contact-parts.ts';
import { type ReachForContactInput, reachForContact } from './contact-reach.ts';
import { correctCustomer } from './correct-customer.ts';
import { type CreateCustomerInput, createCustomer } from './create-customer.ts';
import type { CustomerView } from './customer-view.ts';
import { dataCheck } from './data-check.ts';
import { type EnrichCustomerInput, enrichCustomer } from './enrich-customer.ts';
import { loadCustomer } from './load-customers.ts';
import {
  type MergeCustomersInput,
  mergeCustomers,
  mergesOf,
  type UndoMergeInput,
  undoMerge,
} from './merge.ts';
import { requireIdentifyingPurpose } from './purpose.ts';
import type { CorrectCustomerInput } from './read-corrections.ts';
import {
  type EndRepresentationInput,
  endRepresentation,
  type RecordRepresentationInput,
  recordRepresentation,
  representationsOf,
} from './representation.ts';
import { searchCustomers } from './search-customers.ts';
import { type RecordSpeakerInput, recordSpeaker } from './speaker.ts';
import { openNumber } from './vault.ts';

export function customerResolvers(ground: Ground): Resolvers {
  const { ports } = ground;
  const load = (asking: Asking, id: string) => loadCustomer(ground, asking, id);
  const mutation = answering(ground, load);
  const kind = ({ kind }: { kind: string }) => asEnum(kind);

  return {
    DateTime,
    Date: LocalDate,
    Query: {
      customer(_: unknown, { id }: { id: string }, asking: Asking) {
        requireIdentity(asking);
        return load(asking, id);
      },
      async myCustomer(_: unknown, __: unknown, asking: Asking) {
        const id = await ownCustomer(ground, requireIdentity(asking));
        return id && load(asking, id);
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
      createCustomer: mutation<CreateCustomerInput>(createCustomer),
      correctCustomer: mutation<CorrectCustomerInput>(correctCustomer),
      enrichCustomer: (_: unknown, { input }: { input: EnrichCustomerInput }, asking: Asking) =>
        enrichCustomer(ground, asking, input),
      confirmCustomer: mutation<ConfirmCustomerInput>(confirmCustomer),
      mergeCustomers: mutation<MergeCustomersInput>(mergeCustomers),
      undoMerge: mutation<UndoMergeInput>(undoMerge),
      recordRepresentation: mutation<RecordRepresentationInput>(recordRepresentation),
      endRepresentation: mutation<EndRepresentationInput>(endRepresentation),
      recordSpeaker: (_: unknown, { input }: { input: RecordSpeakerInput }, asking: Asking) =>
        recordSpeaker(ground, asking, input),
      reachForContact: (_: unknown, { input }: { input: ReachForContactInput }, asking: Asking) =>
        reachForContact(ground, asking, input),
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
      merges: ({ id }: CustomerView) => mergesOf(ground, id),
      formOfAddress: ({ formOfAddress }: CustomerView) => formOfAddress && asEnum(formOfAddress),
      dataCheck: (customer: CustomerView, _: unknown, asking: Asking) => dataCheck(ground, asking, customer),
      representatives: ({ id }: CustomerView) => representationsOf(ground, id, 'representedId'),
      represents: ({ id }: CustomerView) => representationsOf(ground, id, 'representativeId'),
    },
    Enrichment: {
      customer: ({ id }: { id: string }, _: unknown, asking: Asking) => load(asking, id),
      message: ({ outcome }: { outcome: string }) => texts.enrichmentOutcomes[outcome] ?? outcome,
    },
    Representation: {
      authorName: forStaff('authorName'),
      verifiedBy: forStaff('verifiedBy'),
      representative: ({ representativeId }: Representation, _: unknown, asking: Asking) =>
        load(asking, representativeId),
      represented: ({ representedId }: Representation, _: unknown, asking: Asking) =>
        load(asking, representedId),
    },
    Contact: contactParts(ground, load),
    CustomerMerge: { authorName: forStaff('authorName') },
    DataCheck: { confirmedBy: forStaff('confirmedBy'), line: forStaff('line') },
    Speaker: { authorName: forStaff('authorName') },
    ContactPoint: { kind },
  };
}

/** Customers do not see the names of staff. */
function forStaff(field: string) {
  return (of: Readonly<Record<string, unknown>>, _: unknown, asking: Asking) =>
    viewOf(asking).kind === 'own' ? null : of[field];
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
