import type { Ground } from '../ports.ts';
import { beginning, type Entry, entryColumns, hashOf } from './chain.ts';

const most = 500;

/**
 * Seals audit entries that are committed and not sealed yet, in the order in which they were written: after the
 * transactions that wrote them, so that these do not wait for each other. One node seals at a time. Answers how many.
 */
export async function seal({ prisma, ports }: Ground): Promise<number> {
  return prisma.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtext('audit_entry')) as mine`;
    if (!lock?.mine) return 0;
    const head = await tx.auditEntry.findFirst({
      where: { number: { not: null } },
      orderBy: { number: 'desc' },
      select: { number: true, hash: true },
    });
    const entries = await tx.$queryRaw<Entry[]>`
      select ${entryColumns} from audit_entry where hash is null order by id limit ${most}`;
    if (entries.length === 0) return 0;
    const sealed: { id: string; number: string; previous: Buffer; hash: Buffer }[] = [];
    let number = head?.number ?? 0n;
    let previous: Buffer = head?.hash ? Buffer.from(head.hash) : beginning;
    for (const entry of entries) {
      number += 1n;
      const hash = hashOf(previous, number, entry);
      sealed.push({ id: entry.id, number: number.toString(), previous, hash });
      previous = hash;
    }
    await tx.$executeRaw`
      update audit_entry set number = seal.number::bigint, previous_hash = decode(seal.previous, 'hex'),
        hash = decode(seal.hash, 'hex'), sealed_at = ${ports.now()}
      from unnest(
        ${sealed.map(({ id }) => id)}::uuid[], ${sealed.map((one) => one.number)}::text[],
        ${sealed.map((one) => one.previous.toString('hex'))}::text[], ${sealed.map(({ hash }) => hash.toString('hex'))}::text[]
      ) as seal (id, number, previous, hash)
      where audit_entry.id = seal.id`;
    return entries.length;
  });
}

/** Seals all that there is to seal. */
export async function sealAll(ground: Ground): Promise<void> {
  while ((await seal(ground)) === most);
}

export interface AuditHead {
  readonly number: number;
  /** Hexadecimal. */
  readonly hash: string;
  readonly sealedAt: Date;
}

/** The last sealed entry, to be kept elsewhere. */
export async function auditHead({ prisma }: Ground): Promise<AuditHead | null> {
  const head = await prisma.auditEntry.findFirst({
    where: { number: { not: null } },
    orderBy: { number: 'desc' },
  });
  if (!head?.hash || head.number === null || !head.sealedAt) return null;
  return {
    number: Number(head.number),
    hash: Buffer.from(head.hash).toString('hex'),
    sealedAt: head.sealedAt,
  };
}
