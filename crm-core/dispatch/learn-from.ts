import { optionalText } from '../clean-text.ts';
import type { Ground, Tx } from '../ports.ts';
import type { Case, Misrouting, Transfer } from '../prisma/client/client.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { contactCentre } from './contact-centre.ts';
import { giveNotice } from './notice.ts';
import { routeOf } from './route-of.ts';

/** So many agreeing returns speak for another rule. */
const enough = 3;

/** What says "not mine": where it came to, and what had sent it there. */
type Returned = Pick<Misrouting, 'routedRule' | 'productNumber' | 'fromGroupKey'> & {
  readonly routedBy: string | null;
  readonly caseId?: string;
  readonly transferId?: string;
};

/** The group to which somebody says that it belongs, in the place of his own; null where he does not know. */
export async function readBelongsTo(
  tx: Tx,
  given: string | null | undefined,
  fromGroupKey: string | null,
): Promise<string | null> {
  const key = optionalText('belongsTo', given);
  if (key === null) return null;
  const group = await tx.handlerGroup.findUnique({ where: { key } });
  if (!group?.active) throw invalid('belongsTo', texts.groupUnknown);
  if (key === fromGroupKey) throw invalid('belongsTo', texts.caseInGroup);
  return key;
}

/** Learns from a case that is given back, unless somebody else than a rule or the catalogue brought it there. */
export async function learnFromCase(
  tx: Tx,
  ground: Ground,
  { id: caseId, routedBy, routedRule, productNumber, handlerGroupKey: fromGroupKey }: Case,
  belongsToKey: string,
  reporterName: string,
) {
  const [first] = await tx.caseChange.findMany({ where: { caseId }, orderBy: { number: 'asc' }, take: 1 });
  if (first?.handlerGroupKey !== fromGroupKey) return;
  const returned = { caseId, routedBy, routedRule, productNumber, fromGroupKey };
  await learn(tx, ground, returned, belongsToKey, reporterName);
}

/** Learns from a caller who is not taken, where the agent chose the group that the rules or the catalogue name for it. */
export async function learnFromTransfer(
  tx: Tx,
  ground: Ground,
  { id: transferId, groupKey, productNumber, question }: Transfer,
  belongsToKey: string,
  reporterName: string,
) {
  const asked = { kind: 'question', productNumber, description: question };
  const { handlerGroupKey: fromGroupKey, routedBy, routedRule } = await routeOf(tx, ground, asked);
  if (fromGroupKey !== groupKey) return;
  const returned = { transferId, routedBy, routedRule, productNumber, fromGroupKey };
  await learn(tx, ground, returned, belongsToKey, reporterName);
}

/**
 * Keeps that something belonged elsewhere than where a rule or the catalogue sent it. When enough of the same product say
 * the same of the same sender, a proposal appears; one that was refused stays away.
 */
async function learn(
  tx: Tx,
  ground: Ground,
  { caseId, transferId, ...sentBy }: Returned,
  belongsToKey: string,
  reporterName: string,
) {
  const { routedBy, routedRule, productNumber, fromGroupKey } = sentBy;
  if (routedBy !== 'rule' && routedBy !== 'catalogue') return;
  const at = ground.ports.now();
  const sent = { ...sentBy, routedBy, belongsToKey };
  const what = { caseId: caseId ?? null, transferId: transferId ?? null };
  const { count } = await tx.misrouting.createMany({
    data: [{ ...what, ...sent, reporterName, at }],
    skipDuplicates: true,
  });
  if (count === 0 || (await tx.misrouting.count({ where: sent })) < enough) return;
  const proposed = await tx.$executeRaw`
    insert into routing_proposal (id, routed_by, routed_rule, product_number, from_group_key, belongs_to_key, made_at)
    values (gen_random_uuid(), ${routedBy}, ${routedRule}::uuid, ${productNumber}, ${fromGroupKey}, ${belongsToKey}, ${at})
    on conflict do nothing`;
  const notice = {
    groupKey: contactCentre,
    leadsOnly: true,
    caseId: what.caseId,
    text: texts.noticeProposal(enough),
  };
  if (proposed > 0) await giveNotice(tx, ground, notice);
}

/** What a proposal rests on. */
export function evidenceOf(
  proposal: Pick<Misrouting, 'routedBy' | 'routedRule' | 'productNumber' | 'fromGroupKey' | 'belongsToKey'>,
) {
  const { routedBy, routedRule, productNumber, fromGroupKey, belongsToKey } = proposal;
  return { routedBy, routedRule, productNumber, fromGroupKey, belongsToKey };
}
