import { createHmac } from 'node:crypto';
import type { Ground } from '../ports.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';

/** In an hour, whoever asks and whatever becomes of it. */
const most = { client: 20, subject: 10, all: 3000 };

const hourMs = 3_600_000;

/**
 * Counts a question of somebody who did not sign in, for all nodes together, and refuses it when there were too many within
 * the hour: of this client, about this subject, or at all. The counts stay whatever becomes of the question; they tell
 * nothing of whom we know, and keep keyed hashes only.
 */
export async function countAttempt(
  { prisma, ports }: Ground,
  client: string,
  subject: string | null,
): Promise<void> {
  const now = ports.now();
  const window = new Date(now.getTime() - (now.getTime() % hourMs));
  const keyOf = (name: string, value: string) =>
    createHmac('sha256', ports.keys.blindIndex).update(`form ${name} ${value}`).digest();
  const counted = [
    { key: keyOf('client', client), most: most.client },
    { key: keyOf('all', ''), most: most.all },
    ...(subject === null ? [] : [{ key: keyOf('subject', subject), most: most.subject }]),
  ];
  const rows = await prisma.$queryRaw<{ key: Uint8Array; count: number }[]>`
    insert into form_limit (key, "window", count)
    select decode(key, 'hex'), ${window}, 1 from unnest(${counted.map(({ key }) => key.toString('hex'))}::text[]) as key
    order by 1
    on conflict (key, "window") do update set count = form_limit.count + 1
    returning key, count`;
  const counts = new Map(rows.map(({ key, count }) => [Buffer.from(key).toString('hex'), count]));
  const tooMany = counted.some((one) => (counts.get(one.key.toString('hex')) ?? 0) > one.most);
  if (tooMany) throw conflict(texts.formTooMany);
}

/** Forgets the hours that are over. */
export async function forgetAttempts({ prisma, ports }: Ground): Promise<void> {
  await prisma.formLimit.deleteMany({ where: { window: { lt: new Date(ports.now().getTime() - hourMs) } } });
}
