import { preferencesOf } from '../channels/prefer-channel.ts';
import { clusterOf } from '../customers/cluster.ts';
import type { Ground, Tx } from '../ports.ts';
import type { MessageRequested } from './message-requested.ts';

export type Way = Pick<MessageRequested, 'channel' | 'recipient'>;

/** Somebody who is to be written to. */
export interface Addressee {
  readonly customerId: string | null;
  /** Given for this question only: it comes before what is known of the customer, and is kept nowhere else. */
  readonly email: string | null;
  readonly wantsLetter?: boolean;
}

/**
 * By which way somebody can be written to: by letter where he prefers it and his address is known, else by e-mail, else by
 * letter. Null where he cannot be (R012).
 */
export async function wayTo(tx: Tx, { ports }: Ground, addressee: Addressee): Promise<Way | null> {
  const { customerId, email, wantsLetter = false } = addressee;
  const known = customerId === null ? null : await knownOf(tx, customerId, ports.now());
  const byEmail = email ?? known?.email ?? null;
  const mail: Way | null = byEmail === null ? null : { channel: 'email', recipient: byEmail };
  const letter: Way | null = known?.address ? { channel: 'letter', recipient: known.address } : null;
  const byPost = wantsLetter || (email === null && known?.preferred === 'letter');
  return byPost ? (letter ?? mail) : (mail ?? letter);
}

/** What is known of a customer to write to him by. */
async function knownOf(tx: Tx, customerId: string, now: Date) {
  const records = await recordsOf(tx, customerId, now);
  return {
    preferred: (await preferencesOf(tx, [customerId])).get(customerId)?.channelKey,
    email: records.flatMap(({ contactPoints }) => contactPoints)[0]?.value,
    address: records.flatMap((record) => record.addresses.map((address) => letterTo(record, address)))[0],
  };
}

async function recordsOf(tx: Tx, customerId: string, now: Date) {
  const today = new Date(now.toISOString().slice(0, 10));
  const holds = { OR: [{ validUntil: null }, { validUntil: { gte: today } }] };
  const cluster = { in: await clusterOf(tx, customerId) };
  const records = await tx.customerRecord.findMany({
    where: { id: cluster },
    include: { contactPoints: { where: { kind: 'email', ...holds } } },
    orderBy: { recordedAt: 'asc' },
  });
  const found = await tx.customerAddress.findMany({ where: { recordId: cluster, ...holds } });
  const addresses = Map.groupBy(found, ({ recordId }) => recordId);
  return records.map((record) => ({ ...record, addresses: addresses.get(record.id) ?? [] }));
}

type Named = Awaited<ReturnType<typeof recordsOf>>[number];

function letterTo({ givenName, familyName, organisationName }: Named, address: Named['addresses'][number]) {
  const { street, houseNumber, box, postcode, municipality } = address;
  const name = organisationName ?? [givenName, familyName].filter(Boolean).join(' ');
  return [name, `${street} ${houseNumber}${box ? ` bus ${box}` : ''}`, `${postcode} ${municipality}`].join(
    '\n',
  );
}
