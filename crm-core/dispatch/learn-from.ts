import type { Ground, Tx } from '../ports.ts';
import type { Case, Misrouting } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { contactCentre } from './contact-centre.ts';
import { giveNotice } from './notice.ts';

/** So many agreeing returns speak for another rule. */
const enough = 3;

/**
 * Keeps that a case belonged elsewhere than where a rule or the catalogue sent it. When enough cases of the same product say
 * the same of the same sender, a proposal appears; one that was refused stays away.
 */
export async function learnFrom(
  tx: Tx,
  ground: Ground,
  file: Case,
  belongsToKey: string,
  reporterName: string,
) {
  const { id: caseId, routedBy, routedRule, productNumber, handlerGroupKey: fromGroupKey } = file;
  if (routedBy !== 'rule' && routedBy !== 'catalogue') return;
  const [first] = await tx.caseChange.findMany({ where: { caseId }, orderBy: { number: 'asc' }, take: 1 });
  if (first?.handlerGroupKey !== fromGroupKey) return; // somebody else brought it here
  const at = ground.ports.now();
  const sent = { routedBy, routedRule, productNumber, fromGroupKey, belongsToKey };
  const { count } = await tx.misrouting.createMany({
    data: [{ caseId, ...sent, reporterName, at }],
    skipDuplicates: true,
  });
  if (count === 0 || (await tx.misrouting.count({ where: sent })) < enough) return;
  const proposed = await tx.$executeRaw`
    insert into routing_proposal (id, routed_by, routed_rule, product_number, from_group_key, belongs_to_key, made_at)
    values (gen_random_uuid(), ${routedBy}, ${routedRule}::uuid, ${productNumber}, ${fromGroupKey}, ${belongsToKey}, ${at})
    on conflict do nothing`;
  const notice = { groupKey: contactCentre, leadsOnly: true, caseId, text: texts.noticeProposal(enough) };
  if (proposed > 0) await giveNotice(tx, ground, notice);
}

/** What a proposal rests on. */
export function evidenceOf(
  proposal: Pick<Misrouting, 'routedBy' | 'routedRule' | 'productNumber' | 'fromGroupKey' | 'belongsToKey'>,
) {
  const { routedBy, routedRule, productNumber, fromGroupKey, belongsToKey } = proposal;
  return { routedBy, routedRule, productNumber, fromGroupKey, belongsToKey };
}
