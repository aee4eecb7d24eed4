import { z } from 'zod';

/** How somebody wants to hear back; `portal` where he signed in. */
const answerWays = ['email', 'phone', 'letter', 'portal', 'none'] as const;

const party = z.strictObject({
  /** Numbers of who signed in; null where nobody did. Personal data: not for a log, an error or a URL. */
  nationalNumber: z.string().nullable(),
  enterpriseNumber: z.string().nullable(),
  associationCode: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  telephone: z.string().nullable(),
});

/**
 * Command `crm.contact.record`: somebody turned to the city by a way at which no agent typed it: a form, a mail, a portal
 * (R002). Texts come as they were written; what is wrong with them is mended and remarked upon, never refused.
 */
export const recordContact = z.strictObject({
  /** Key of a channel, such as `e-mail`. */
  channel: z.string(),
  receivedAt: z.iso.datetime(),
  /** The id by which the channel knows it, such as a mail's Message-ID; the same one is recorded once. */
  externalId: z.string().nullable(),
  /** Ids of earlier messages that it answers, such as In-Reply-To and References. */
  thread: z.array(z.string()),
  party,
  subject: z.string(),
  text: z.string(),
  /** What is asked, where the channel knows; empty where it is in the text only. */
  questions: z.array(
    z.strictObject({
      kind: z.enum(['question', 'report', 'suggestion', 'complaint']),
      text: z.string(),
      productNumber: z.string().nullable(),
    }),
  ),
  /** Null where nobody said. */
  answerBy: z.enum(answerWays).nullable(),
  /** Written by a program, such as a notice of absence: it gets no receipt. */
  automatic: z.boolean(),
});
export type RecordContact = z.infer<typeof recordContact>;
