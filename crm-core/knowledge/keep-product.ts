import { createHash } from 'node:crypto';
import { plain } from '../customers/names.ts';
import type { Command, Ground, Tx } from '../ports.ts';
import { type RecordProduct, recordProduct } from './record-product.ts';

/** `crm.product.record`: keeps the newest version of a product; an older one is ignored, whenever it comes. */
export function productCommand(ground: Ground): Command {
  return { shape: recordProduct, handle: (tx, data) => keepProduct(ground, tx, recordProduct.parse(data)) };
}

async function keepProduct(ground: Ground, tx: Tx, told: RecordProduct) {
  const { productNumber, name, archived } = told;
  const generatedAt = microseconds(told.generatedAt);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`product ${productNumber}`}, 0))`;
  const known = await tx.product.findUnique({
    where: { productNumber },
    select: { generatedAt: true, contentHash: true },
  });
  if (known && known.generatedAt >= generatedAt) return;
  const { generatedAt: _, ...said } = told;
  const contentHash = createHash('sha256').update(JSON.stringify(said)).digest();
  if (known && contentHash.equals(known.contentHash)) {
    await tx.product.update({
      where: { productNumber },
      data: { generatedAt },
      select: { productNumber: true },
    });
    return;
  }
  const version = {
    name,
    archived,
    handlerGroupKey: await handlerGroupOf(tx, told),
    generatedAt,
    contentHash,
    content: told,
    ...searched(told),
    recordedAt: ground.ports.now(),
  };
  await tx.product.upsert({
    where: { productNumber },
    create: { productNumber, ...version },
    update: version,
    select: { productNumber: true },
  });
}

/** An instant with up to six decimals as microseconds since 1970. Throws for anything else. */
export function microseconds(instant: string): bigint {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(instant);
  const seconds = Date.parse(`${parts?.[1]}Z`);
  if (!parts || Number.isNaN(seconds))
    throw new Error('recording a product: generatedAt is no instant in UTC');
  return BigInt(seconds) * 1000n + BigInt((parts[2] ?? '').padEnd(6, '0'));
}

/** The group that one of the executing authorities stands for, or the contact centre (R082). */
async function handlerGroupOf(tx: Tx, { executingAuthorities }: RecordProduct): Promise<string> {
  const group = await tx.handlerGroup.findFirst({
    where: { authorities: { hasSome: executingAuthorities } },
    orderBy: { key: 'asc' },
  });
  return group?.key ?? 'kcc';
}

function searched({ name, searchTerms, descriptionHtml, sections }: RecordProduct) {
  const html = [
    descriptionHtml,
    ...sections.flatMap(({ title, html, evidenceHtml }) => [title, html, evidenceHtml ?? '']),
  ];
  return {
    searchName: plain(name),
    searchTerms: plain(searchTerms.join(' ')),
    searchTexts: plain(withoutMarkup(html.join(' '))).slice(0, 200_000), // a tsvector holds at most a megabyte
  };
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  apos: "'",
};

function withoutMarkup(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replaceAll(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity);
}
