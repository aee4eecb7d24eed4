import { parseReference } from '../contacts/reference.ts';
import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import { digitsOf } from './belgium/digits.ts';
import { isEnterpriseNumber } from './belgium/enterprise-number.ts';
import { isNationalNumber } from './belgium/national-number.ts';
import { e164 } from './belgium/telephone.ts';
import { rootsOf } from './cluster.ts';
import { customersWith, type Match, matchNumber } from './match.ts';
import { plain, soundKeys } from './names.ts';
import { blindIndex } from './vault.ts';

/** Probable customers for what an agent types, the surest first. */
export async function searchCustomers(ground: Ground, text: string, first: number): Promise<Match[]> {
  const { prisma, ports } = ground;
  const exact = await byReference(prisma, text);
  if (exact.length > 0) return exact;
  const numbered = await byIdentifier(ground, text);
  if (numbered.length > 0) return numbered.slice(0, first);
  if (text.includes('@')) {
    const customers = await customersWith(prisma, 'email', text.trim().toLowerCase(), ports.now());
    return customers.slice(0, first).map((customerId) => match(customerId, 0.9, texts.matchEmail));
  }
  const number = /\d{6}/.test(digitsOf(text)) ? e164(text) : null;
  if (number) return (await matchNumber(prisma, number, ports.now())).slice(0, first);
  return byName(prisma, text, first);
}

function match(customerId: string, score: number, reason: string): Match {
  return { customerId, score, reasons: [reason] };
}

async function byReference(tx: Tx, text: string): Promise<Match[]> {
  const { code } = parseReference(text);
  if (code === undefined) return [];
  const found = await tx.reference.findUnique({
    where: { code },
    select: { contact: { select: { customerId: true } }, case: { select: { customerId: true } } },
  });
  const recordId = found?.contact?.customerId ?? found?.case?.customerId;
  if (!recordId) return [];
  const roots = await rootsOf(tx, [recordId]);
  return [match(roots.get(recordId) ?? recordId, 1, texts.matchReference)];
}

async function byIdentifier({ prisma, ports }: Ground, text: string): Promise<Match[]> {
  const digits = digitsOf(text);
  if (!/^[\d\s./-]+$/.test(text)) return [];
  const national = isNationalNumber(digits);
  if (!national && !isEnterpriseNumber(digits)) return [];
  const records = await prisma.customerRecord.findMany({
    where: national ? { nationalNumberIndex: blindIndex(ports, digits) } : { enterpriseNumber: digits },
    select: { id: true },
  });
  const roots = await rootsOf(
    prisma,
    records.map(({ id }) => id),
  );
  const reason = national ? texts.matchNationalNumber : texts.matchEnterpriseNumber;
  return [...new Set(roots.values())].map((customerId) => match(customerId, 1, reason));
}

interface Named {
  readonly root: string;
  readonly likeness: number;
  readonly heard: number;
}

/** By parts of names that are written alike, and by how they sound; what is written alike comes first. */
async function byName(tx: Tx, text: string, first: number): Promise<Match[]> {
  const name = plain(text);
  const keys = soundKeys(text);
  if (name.length < 2) return [];
  const rows = await tx.$queryRaw<Named[]>`
    select customer_root(found.id)::text as root, max(found.likeness) as likeness, max(found.heard) as heard
    from (
      select id, word_similarity(${name}, search_name)::float8 as likeness, (
        select count(*) from unnest(sound_keys) as key where key = any (${keys}::text[])
      )::float8 / greatest(cardinality(${keys}::text[]), 1) as heard
      from customer_record
      where ${name} <% search_name or sound_keys && ${keys}::text[]
      order by 2 desc, 3 desc, id limit 500
    ) as found
    group by 1`;
  return rows
    .map(({ root, likeness, heard }) =>
      likeness >= 0.6
        ? match(root, Math.min(likeness, 1) * 0.8, texts.matchName)
        : match(root, heard * 0.45, texts.matchSound),
    )
    .sort((a, b) => b.score - a.score || (a.customerId < b.customerId ? -1 : 1))
    .slice(0, first);
}
