import { createHash } from 'node:crypto';
import { plain } from '../customers/names.ts';
import { contactCentre } from '../dispatch/route-of.ts';
import type { Command, Ground, Tx } from '../ports.ts';
import { type RecordProduct, recordProduct } from './record-product.ts';

/** `crm.product.record`: keeps the newest version of a product; an older one is ignored, whenever it comes. */
export function productCommand(ground: Ground): Command {
  return { shape: recordProduct, handle: (tx, data) => keepProduct(ground, tx, recordProduct.parse(data)) };
}

async function keepProduct({ ports }: Ground, tx: Tx, told: RecordProduct) {
  const { generatedAt, ...said } = told;
  const { productNumber, name, archived, executingAuthorities } = said;
  const instant = microseconds(generatedAt);
  const contentHash = createHash('sha256').update(JSON.stringify(said)).digest();
  const unchanged = await tx.$queryRaw<object[]>`
    update product set generated_at = ${instant}
    where product_number = ${productNumber} and generated_at < ${instant} and content_hash = ${contentHash}
    returning product_number`;
  if (unchanged.length > 0) return;
  const { searchName, searchTerms, searchTexts } = searched(told);
  await tx.$queryRaw`
    insert into product (
      product_number, name, archived, handler_group_key, generated_at, content_hash, content,
      search_name, search_terms, search_texts, recorded_at
    )
    select ${productNumber}, ${name}, ${archived},
      coalesce(
        (select key from handler_group where authorities && ${executingAuthorities}::text[] order by key limit 1),
        ${contactCentre}
      ),
      ${instant}, ${contentHash}, ${JSON.stringify(told)}::jsonb,
      ${searchName}, ${searchTerms}, ${searchTexts}, ${ports.now()}
    on conflict (product_number) do update set
      name = excluded.name, archived = excluded.archived, handler_group_key = excluded.handler_group_key,
      generated_at = excluded.generated_at, content_hash = excluded.content_hash, content = excluded.content,
      search_name = excluded.search_name, search_terms = excluded.search_terms,
      search_texts = excluded.search_texts, recorded_at = excluded.recorded_at
    where product.generated_at < excluded.generated_at`;
}

/** An instant with up to six decimals as microseconds since 1970. Throws for anything else. */
export function microseconds(instant: string): bigint {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(instant);
  const seconds = Date.parse(`${parts?.[1]}Z`);
  if (!parts || Number.isNaN(seconds))
    throw new Error('recording a product: generatedAt is no instant in UTC');
  return BigInt(seconds) * 1000n + BigInt((parts[2] ?? '').padEnd(6, '0'));
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
