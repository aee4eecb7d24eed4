import { cleanText } from '../clean-text.ts';
import type { Ground, Tx } from '../ports.ts';
import { invalid } from '../refusal.ts';
import { remembered } from '../remembered.ts';
import { texts } from '../texts.ts';

/** The keys of the channels that are in use. */
export const channels = remembered(async (tx: Tx): Promise<ReadonlySet<string>> => {
  const rows = await tx.channel.findMany({ where: { active: true }, select: { key: true } });
  return new Set(rows.map(({ key }) => key));
});

/** The key of a channel that is in use, or `InvalidInput`; costs no query. */
export async function knownChannel(tx: Tx, ground: Ground, given: string): Promise<string> {
  const key = cleanText('channel', given);
  if ((await channels.of(tx, ground)).has(key)) return key;
  channels.forget(ground); // it may be new
  if ((await channels.of(tx, ground)).has(key)) return key;
  throw invalid('channel', texts.channelUnknown);
}
