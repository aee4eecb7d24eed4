import { z } from 'zod';

/** What can happen to a call, in contact-centre words. */
export const callHappenings = [
  'queued',
  'ringing',
  'answered',
  'held',
  'retrieved',
  'diverted',
  'transferred',
  'ended',
  'failed',
] as const;

/** Command `crm.call.record`: something happened to a call at one of our devices (R035, R060). */
export const recordCall = z.strictObject({
  /** Stays the same when a transfer changes the switch's own call id. */
  callKey: z.string().min(1),
  happening: z.enum(callHappenings),
  occurredAt: z.iso.datetime(),
  /** The telephone of ours that this is about; null while the call waits in a queue. */
  device: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  /** The party outside: E.164, or null where the number is not known to us. */
  number: z.string().nullable(),
  /** `restricted`: the caller hid it, so nobody may be matched on it. */
  presentation: z.enum(['shown', 'restricted', 'unknown']),
  dialled: z.string().nullable(),
  queue: z.string().nullable(),
  /** Present with `transferred` (R063). */
  transfer: z
    .strictObject({
      kind: z.enum(['warm', 'cold']),
      fromDevice: z.string().nullable(),
      toDevice: z.string().nullable(),
    })
    .nullable(),
  /** Why it ended or failed: `answered` calls end with `completed`. */
  ending: z.enum(['completed', 'abandoned', 'busy', 'no-answer', 'failed', 'link-lost']).nullable(),
});
export type RecordCall = z.infer<typeof recordCall>;
