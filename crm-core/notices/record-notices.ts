import { z } from 'zod';
import { signedIn } from '../intake/sender.ts';
import type { Command, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';

/**
 * Command `crm.notices.record`: the city wrote to customers of its own accord, such as that their identity cards expire
 * (R027). One message may tell a part of a campaign; the same customer is recorded once in each.
 */
const recordNotices = z.strictObject({
  campaign: z.strictObject({
    key: z.string().min(1),
    /** In Dutch. */
    name: z.string(),
    /** What the notice says, for an agent who gets a call about it. */
    text: z.string(),
    productNumber: z.string().nullable(),
  }),
  sentBy: z.enum(['letter', 'email']),
  sentAt: z.iso.datetime(),
  /** Personal data: not for a log, an error or a URL. */
  recipients: z.array(
    z.strictObject({
      nationalNumber: z.string().nullable(),
      enterpriseNumber: z.string().nullable(),
      associationCode: z.string().nullable(),
      name: z.string().nullable(),
      /** The day on which the term ends. */
      termEndsOn: z.iso.date().nullable(),
    }),
  ),
});
type RecordNotices = z.infer<typeof recordNotices>;

/** Keeps with whom a campaign went out; a call about it is recognised from then on. */
export function noticesCommand(ground: Ground): Command {
  return {
    shape: recordNotices,
    async handle(tx, data, cause) {
      const told = recordNotices.parse(data);
      const { key, ...campaign } = told.campaign;
      await tx.noticeCampaign.upsert({ where: { key }, create: { key, ...campaign }, update: campaign });
      const recorded = await keepNotices(tx, ground, told, cause.source);
      await writeAudit(tx, ground.ports.now(), actorOfCause(cause), cause, {
        act: 'notice.record',
        subjectType: 'configuration',
        subjectId: `notice-campaign:${key}`,
        details: { recipients: recorded, unknown: told.recipients.length - recorded },
      });
    },
  };
}

async function keepNotices(tx: Tx, ground: Ground, told: RecordNotices, source: string): Promise<number> {
  const rows = [];
  for (const { termEndsOn, ...recipient } of told.recipients) {
    const customerId = await signedIn(tx, ground, source, recipient);
    if (customerId !== null)
      rows.push({ customerId, termEndsOn: termEndsOn ? new Date(`${termEndsOn}T00:00:00Z`) : null });
  }
  await tx.campaignNotice.createMany({
    data: rows.map((row) => ({
      ...row,
      campaignKey: told.campaign.key,
      sentBy: told.sentBy,
      sentAt: new Date(told.sentAt),
    })),
    skipDuplicates: true,
  });
  return rows.length;
}
