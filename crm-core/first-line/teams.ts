import type { Identity, Tx } from '../ports.ts';

/** The specialised first-line team that somebody works in; null for the contact centre as a whole. */
export async function teamOf(tx: Tx, { groups }: Pick<Identity, 'groups'>): Promise<string | null> {
  if (groups.length === 0) return null;
  const team = await tx.firstLineTeam.findFirst({
    where: { groupKey: { in: [...groups] } },
    orderBy: { groupKey: 'asc' },
  });
  return team?.groupKey ?? null;
}

/** Product → the specialised first-line team for it, by the product itself or by a theme of the catalogue (R029). */
export async function teamsFor(tx: Tx, productNumbers: readonly string[]): Promise<Map<string, string>> {
  if (productNumbers.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ number: string; key: string }[]>`
    select distinct on (product.product_number) product.product_number as number, team.group_key as key
    from product, first_line_team team
    where product.product_number = any(${[...productNumbers]})
      and (product.product_number = any(team.product_numbers) or product.content->'themes' ?| team.themes)
    order by product.product_number, product.product_number = any(team.product_numbers) desc, team.group_key`;
  return new Map(rows.map(({ number, key }) => [number, key]));
}
