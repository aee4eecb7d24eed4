import { plain } from '../customers/names.ts';
import { decodeCursor, limited, pageOf } from '../page.ts';
import type { Ground } from '../ports.ts';
import type { Product } from '../prisma/client/client.ts';

const mostWords = 12;

/**
 * Products that answer these words. Every word counts, as it is, in another form, or as the beginning of one; where
 * nothing has all words, what has the most of them. Without words: all that are offered, by name.
 */
export async function findProducts(
  { prisma }: Ground,
  args: { search: string; first: number; after?: string | null },
) {
  const first = limited(args.first, 100);
  const skip = Number(decodeCursor(args.after, /^\d{1,6}$/) ?? 0);
  const words = plain(args.search).split(' ').filter(Boolean).slice(0, mostWords);
  const cursorOf = (_: unknown, index: number) => String(skip + index + 1);
  if (words.length === 0) {
    const products = await prisma.product.findMany({
      where: { archived: false },
      orderBy: [{ name: 'asc' }, { productNumber: 'asc' }],
      skip,
      take: first + 1,
    });
    return pageOf(products, first, args.after, cursorOf);
  }
  const numbers = await prisma.$queryRaw<{ number: string }[]>`
    with word as (
      select to_tsquery('dutch', word || ':*') || to_tsquery('simple', word || ':*') as query,
        numnode(to_tsquery('dutch', word)) > 0 as counts
      from unnest(${words}::text[]) as word
    ), hit as (
      select product.product_number, product.name,
        count(*) filter (where word.counts) as found,
        sum(ts_rank(product.search, word.query)) as rank,
        (select count(*) from word where counts) as wanted
      from product join word on product.search @@ word.query
      where not product.archived
      group by product.product_number
    )
    select product_number as number from hit
    where found = (select max(found) from hit) and (found > 0 or wanted = 0)
    order by rank desc, name, product_number
    limit ${first + 1} offset ${skip}`;
  const products = await prisma.product.findMany({
    where: { productNumber: { in: numbers.map(({ number }) => number) } },
  });
  const byNumber = new Map(products.map((product) => [product.productNumber, product]));
  const inOrder: Product[] = numbers.flatMap(({ number }) => byNumber.get(number) ?? []);
  return pageOf(inOrder, first, args.after, cursorOf);
}
