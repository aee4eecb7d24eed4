import { z } from 'zod';
import { workOrderRequested } from './work-order-requested.ts';

/**
 * Event `crm.process.requested`: the system that handles a product is to begin with what is known already, so that nobody has
 * to ask it again (R090–R092). How it goes comes back as `crm.transaction.record`. Personal data: not for a log, an error or a
 * URL, and to be kept no longer than the delivery of the event takes.
 */
export const processRequested = z.strictObject({
  processId: z.uuid(),
  /** The back-end system, as the configuration of the product names it. */
  system: z.string(),
  productNumber: z.string(),
  caseId: z.uuid(),
  reference: z.string(),
  question: z.strictObject({
    kind: z.string(),
    title: z.string(),
    description: z.string(),
    place: workOrderRequested.shape.place,
  }),
  customer: z
    .strictObject({
      kind: z.string(),
      displayName: z.string(),
      givenName: z.string().nullable(),
      familyName: z.string().nullable(),
      organisationName: z.string().nullable(),
      /** A day in the calendar. */
      birthDate: z.iso.date().nullable(),
      /** National number, enterprise number or VCode, in clear. */
      identifiers: z.array(z.strictObject({ kind: z.string(), identifier: z.string() })),
      telephones: z.array(z.string()),
      emails: z.array(z.string()),
      address: z
        .strictObject({
          street: z.string(),
          houseNumber: z.string(),
          box: z.string().nullable(),
          postcode: z.string(),
          municipality: z.string(),
          country: z.string(),
        })
        .nullable(),
    })
    .nullable(),
  requestedAt: z.iso.datetime(),
});
export type ProcessRequested = z.infer<typeof processRequested>;
