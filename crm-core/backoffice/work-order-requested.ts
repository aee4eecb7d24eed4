import { z } from 'zod';

/** Event `crm.work-order.requested`: the crews are to do this; what becomes of it comes back as `crm.work-order.record` (R155). */
export const workOrderRequested = z.strictObject({
  workOrderId: z.uuid(),
  caseId: z.uuid(),
  reference: z.string(),
  task: z.string(),
  productNumber: z.string().nullable(),
  /** Key of the group whose crews they are. */
  handlerGroup: z.string(),
  place: z
    .strictObject({
      street: z.string().nullable(),
      houseNumber: z.string().nullable(),
      postcode: z.string().nullable(),
      municipality: z.string().nullable(),
      description: z.string().nullable(),
      precision: z.string(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    })
    .nullable(),
  requestedAt: z.iso.datetime(),
});
export type WorkOrderRequested = z.infer<typeof workOrderRequested>;
