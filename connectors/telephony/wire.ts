import { z } from 'zod';

const presentation = z.enum(['shown', 'restricted', 'unknown']);
const device = z.string().min(1);
const onCall = { callKey: z.string().min(1), device };

/** One happening of one call, in the words of the switch; every `telephony.call.*` event has this shape. */
export const callEvent = z.object({
  /** Stays the same when a transfer changes `callId`. */
  callKey: z.string().min(1),
  /** The switch's own id of the call at this moment; reused by the switch after a while. */
  callId: z.string(),
  happening: z.enum([
    'queued',
    'ringing',
    'answered',
    'held',
    'retrieved',
    'diverted',
    'transferred',
    'ended',
    'failed',
  ]),
  /** UTC, by our clock: CSTA events carry no time. */
  occurredAt: z.iso.datetime(),
  /** Our telephone; null while the call waits in a queue or when it has left our telephones. */
  device: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  /** The party outside as the switch writes it; null when withheld, unknown or when there is none. */
  number: z.string().nullable(),
  presentation,
  dialled: z.string().nullable(),
  queue: z.string().nullable(),
  /** Whether a person has answered it, so far. */
  answered: z.boolean(),
  /** A CSTA EventCause, or `linkLost` when a call is gone after an interruption and nobody saw it end. */
  cause: z.string().nullable(),
  transfer: z
    .object({
      kind: z.enum(['warm', 'cold']),
      fromDevice: z.string().nullable(),
      toDevice: z.string().nullable(),
    })
    .nullable(),
  /** CSTA correlatorData, decoded; null where there is none or it is not text. */
  correlator: z.string().nullable(),
});
export type CallEvent = z.infer<typeof callEvent>;
export type Happening = CallEvent['happening'];

/** An agent logged on or off, or became ready or not. */
export const agentChanged = z.object({
  device: z.string(),
  agentId: z.string().nullable(),
  group: z.string().nullable(),
  state: z.enum(['logged-on', 'logged-off', 'ready', 'not-ready', 'busy', 'after-call']),
  occurredAt: z.iso.datetime(),
});
export type AgentChanged = z.infer<typeof agentChanged>;

/** While the link is down, and for an unmonitored device always, nobody gets a screen-pop. */
export const linkChanged = z.object({
  state: z.enum(['up', 'down']),
  at: z.iso.datetime(),
  unmonitored: z.array(z.object({ device: z.string(), reason: z.string() })),
});

/** A frame nobody could read, whole: it goes to the dead letter channel. */
export const frameUnreadable = z.object({
  raw: z.base64(),
  reason: z.string(),
  receivedAt: z.iso.datetime(),
});

/** `send`: what an agent may ask of the switch. */
export const commands = {
  'telephony.call.dial': z.strictObject({ device, number: z.string().min(1) }),
  'telephony.call.answer': z.strictObject(onCall),
  'telephony.call.hold': z.strictObject(onCall),
  'telephony.call.retrieve': z.strictObject(onCall),
  'telephony.call.consult': z.strictObject({ ...onCall, to: z.string().min(1) }),
  'telephony.call.transfer': z.discriminatedUnion('kind', [
    /** Joins the held call with the consultation: the colleague has been spoken to. */
    z.strictObject({ ...onCall, kind: z.literal('warm'), consultationKey: z.string().min(1) }),
    z.strictObject({ ...onCall, kind: z.literal('cold'), to: z.string().min(1) }),
  ]),
  'telephony.call.clear': z.strictObject(onCall),
  'telephony.agent.set-state': z.strictObject({
    device,
    agentId: z.string().min(1).optional(),
    state: z.enum(['loggedOn', 'loggedOff', 'notReady', 'ready', 'workingAfterCall']),
  }),
};
export type Commands = { [Type in keyof typeof commands]: z.infer<(typeof commands)[Type]> };

/** `request`: which calls the switch sees at a device now. */
export const deviceSnapshot = z.strictObject({ device });

/** The reply, a message of type `telephony.device.snapshotted`. */
export const deviceSnapshotted = z.object({
  device: z.string(),
  calls: z.array(
    z.object({
      callId: z.string(),
      /** Null for a call whose beginning we did not see. */
      callKey: z.string().nullable(),
      state: z.enum(['queued', 'alerting', 'connected', 'hold', 'other']),
    }),
  ),
});
