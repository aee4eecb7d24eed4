import { cleanText } from '../clean-text.ts';
import { rootsOf } from '../customers/cluster.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface PreferChannelInput {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly channel: string;
}

/** Records by which way a customer wants to be reached, as he told an agent (R012). */
export function preferChannel(ground: Ground, asking: Asking, input: PreferChannelInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'preferChannel', input, async (tx) => {
    const { customerId } = input;
    const known = isUuid(customerId) && (await tx.customerRecord.count({ where: { id: customerId } })) > 0;
    if (!known) throw notFound(texts.customerUnknown);
    const channel = await tx.channel.findUnique({ where: { key: cleanText('channel', input.channel) } });
    if (!channel?.active) throw invalid('channel', texts.channelUnknown);
    const { subject, name } = identity;
    const saidAt = ground.ports.now();
    await tx.channelPreference.create({
      data: {
        customerId,
        channelKey: channel.key,
        source: 'desk',
        authorSubject: subject,
        authorName: name,
        saidAt,
      },
    });
    await writeAudit(tx, saidAt, actorOf(identity), asking, {
      act: 'customer.prefer',
      subjectType: 'customer',
      subjectId: customerId,
      details: { channel: channel.key },
    });
    return { __typename: 'Customer', id: (await rootsOf(tx, [customerId])).get(customerId) ?? customerId };
  });
}

export interface Preference {
  readonly customerId: string;
  readonly channelKey: string;
  readonly source: string;
  readonly saidAt: Date;
}

/** Customer → what he said last, whichever of his records he said it of. */
export async function preferencesOf(
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, Preference>> {
  const rows = await tx.$queryRaw<Preference[]>`
    select distinct on (given.id) given.id::text as "customerId", said.channel_key as "channelKey", said.source,
      said.said_at as "saidAt"
    from unnest(${[...customerIds]}::uuid[]) as given (id)
    join channel_preference said on said.customer_id in (select customer_cluster(given.id))
    order by given.id, said.said_at desc, said.id desc`;
  return new Map(rows.map((row) => [row.customerId, row]));
}
