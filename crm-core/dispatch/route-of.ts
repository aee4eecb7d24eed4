import type { Ground, Tx } from '../ports.ts';
import { type Decision, decide } from './decide.ts';
import { openCasesOf } from './open-cases-of.ts';
import { rulesOf } from './routing-rules.ts';

export { contactCentre } from './contact-centre.ts';

/** What decides where a new case goes. */
export interface Routed {
  readonly kind: string;
  readonly productNumber: string | null;
  /** In the customer's words. */
  readonly description: string;
  readonly postcode?: string | null;
  readonly street?: string | null;
}

/** The group that must handle it, and what says so. One query, and another only where a rule depends on how busy a group is. */
export async function routeOf(tx: Tx, ground: Ground, wanted: Routed): Promise<Decision> {
  const { kind, productNumber, description, postcode = null, street = null } = wanted;
  const { revision, themes, catalogueGroup } = await knownOf(tx, productNumber);
  const { decision } = await decide(await rulesOf(tx, ground, revision), {
    kind,
    productNumber,
    themes,
    catalogueGroup,
    text: description,
    postcode,
    street,
    at: ground.ports.now(),
    openCases: (groupKey) => openCasesOf(tx, groupKey),
  });
  return decision;
}

/** Chosen by hand: no rule is to be taught by it. */
export function byHand(handlerGroupKey: string): Decision {
  return { handlerGroupKey, routedBy: 'hand', routedRule: null, routedRevision: null };
}

/** What the catalogue says of a product, and the number of the newest rules. */
export async function knownOf(tx: Tx, productNumber: string | null) {
  const [row] = await tx.$queryRaw<
    { revision: number; themes: string[] | null; catalogueGroup: string | null }[]
  >`
    select newest.number as revision, product.content -> 'themes' as themes, handler_group.key as "catalogueGroup"
    from (select max(number) as number from routing_revision) newest
    left join product on product.product_number = ${productNumber}
    left join handler_group on handler_group.key = product.handler_group_key and handler_group.active`;
  if (!row) throw new Error('routing a case: there are no rules');
  return { ...row, themes: row.themes ?? [] };
}
