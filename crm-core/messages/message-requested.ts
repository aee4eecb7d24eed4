import { z } from 'zod';

/**
 * Event `crm.message.requested`: this is to be written to somebody, once (R018, R019, R089). Personal data: not for a log
 * or an error, and to be kept no longer than the delivery of the event takes.
 */
export const messageRequested = z.strictObject({
  messageId: z.uuid(),
  channel: z.enum(['email', 'letter']),
  /** An e-mail address, or a postal address in lines. */
  recipient: z.string(),
  subject: z.string(),
  /** Plain text. */
  body: z.string(),
});
export type MessageRequested = z.infer<typeof messageRequested>;
