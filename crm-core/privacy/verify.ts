import type { Ground } from '../ports.ts';
import { texts } from '../texts.ts';
import { beginning, type Entry, entryColumns, hashOf } from './chain.ts';
import type { AuditHead } from './seal.ts';

export interface Verification {
  readonly intact: boolean;
  /** How many entries are right, from the first on. */
  readonly checked: number;
  readonly firstBroken: number | null;
  /** In Dutch. */
  readonly explanation: string | null;
}

interface Sealed extends Entry {
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly hash: Uint8Array;
}

const pageSize = 1000;

/**
 * Recomputes the chain from its first entry and names the first that was changed, taken out or put elsewhere. A head that
 * was kept elsewhere shows, too, that the end was cut off or that the chain was made anew.
 */
export async function verify(
  ground: Ground,
  kept?: Pick<AuditHead, 'number' | 'hash'>,
): Promise<Verification> {
  let number = 0n;
  let previous: Uint8Array = beginning;
  for await (const entry of sealedEntries(ground)) {
    const fault = faultOf(entry, number + 1n, previous) ?? differs(entry, kept);
    if (fault) return broken(number, fault);
    number += 1n;
    previous = entry.hash;
  }
  if (kept && BigInt(kept.number) > number) return broken(number, texts.auditTruncated);
  return { intact: true, checked: Number(number), firstBroken: null, explanation: null };
}

function broken(checked: bigint, explanation: string): Verification {
  return { intact: false, checked: Number(checked), firstBroken: Number(checked) + 1, explanation };
}

function faultOf(entry: Sealed, number: bigint, previous: Uint8Array): string | undefined {
  if (entry.number !== number) return texts.auditMissing;
  if (!same(entry.previousHash, previous)) return texts.auditOrder;
  return same(entry.hash, hashOf(previous, number, entry)) ? undefined : texts.auditChanged;
}

function differs({ number, hash }: Sealed, kept: Pick<AuditHead, 'number' | 'hash'> | undefined) {
  if (!kept || number !== BigInt(kept.number)) return undefined;
  return same(hash, Buffer.from(kept.hash, 'hex')) ? undefined : texts.auditTruncated;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

async function* sealedEntries({ prisma }: Ground): AsyncGenerator<Sealed> {
  let after = -1n;
  for (;;) {
    const page = await prisma.$queryRaw<Sealed[]>`
      select number, previous_hash as "previousHash", hash, ${entryColumns} from audit_entry
      where number > ${after} order by number limit ${pageSize}`;
    yield* page;
    after = page.at(-1)?.number ?? after;
    if (page.length < pageSize) return;
  }
}
