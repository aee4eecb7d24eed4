import { z } from 'zod';

/** The states of a case, in our words; `crm-core/README.md` has the Dutch ones. */
const caseStates = [
  'received',
  'assigned',
  'in-progress',
  'waiting-for-customer',
  'answered',
  'closed',
  'withdrawn',
] as const;
export type CaseState = (typeof caseStates)[number];

/** Event `crm.case.status-changed`: a citizen, a company or an association is to see this (R093, R170, R171). */
export const caseStatusChanged = z.strictObject({
  caseId: z.uuid(),
  reference: z.string(),
  kind: z.enum(['question', 'report', 'suggestion', 'complaint']),
  title: z.string(),
  state: z.enum(caseStates),
  /** In plain Dutch, for the citizen. */
  explanation: z.string(),
  changedAt: z.iso.datetime(),
  productNumber: z.string().nullable(),
  handlerGroup: z.strictObject({
    name: z.string(),
    telephone: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
  }),
  /** What is asked of the citizen, if anything. */
  action: z.string().nullable(),
  /**
   * Who may see it: national number, enterprise number or VCode, in clear; empty where the customer is not known by one.
   * Personal data: not for a log, an error or a URL, and to be kept no longer than the delivery of the event takes.
   */
  parties: z.array(
    z.strictObject({ kind: z.enum(['person', 'enterprise', 'association']), identifier: z.string() }),
  ),
  /** Where the citizen reads more. */
  url: z.url(),
});
export type CaseStatusChanged = z.infer<typeof caseStatusChanged>;
