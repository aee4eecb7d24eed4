import { announceOnCommit } from '../after-commit.ts';
import { printReference } from '../contacts/reference.ts';
import { clusterOf } from '../customers/cluster.ts';
import { openNumber } from '../customers/vault.ts';
import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import type { CaseState, CaseStatusChanged } from './case-status-changed.ts';

/**
 * Tells the house the newest change of a case, in the transaction of that change: as the event
 * `crm.case.status-changed`, as a pending publication where its customer is known by a number, and to those who watch it.
 */
export async function tellStatus(tx: Tx, ground: Ground, caseId: string): Promise<void> {
  const { ports } = ground;
  const told = await tx.case.findUniqueOrThrow({
    where: { id: caseId },
    include: { handlerGroup: true, changes: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const [change] = told.changes;
  if (!change) throw new Error('telling a status: the case has no change');
  const { name, telephone, email, website } = told.handlerGroup;
  const state = told.state as CaseState;
  const explanation = texts.explanation[state](name, told.answer ?? '');
  const parties = told.customerId === null ? [] : await partiesOf(tx, ground, told.customerId);
  const data: CaseStatusChanged = {
    caseId,
    reference: printReference(told.reference),
    kind: told.kind as CaseStatusChanged['kind'],
    title: told.title,
    state,
    explanation,
    changedAt: change.at.toISOString(),
    productNumber: told.productNumber,
    handlerGroup: { name, telephone, email, website },
    action: null,
    parties,
    url: new URL(`vraag/${printReference(told.reference)}`, withSlash(ports.publicUrl)).href,
  };
  if (parties.length > 0) {
    await tx.publication.create({ data: { caseId, changeId: change.id, explanation, sentAt: change.at } });
  }
  const { correlationid } = told;
  await ports.emit(tx, { type: 'crm.case.status-changed', time: data.changedAt, correlationid, data });
  await announceOnCommit(tx, ground, [{ topic: `case:${caseId}`, payload: { caseId } }]);
}

/** The numbers by which a customer is known outside, opened for the event only. */
async function partiesOf(
  tx: Tx,
  { ports }: Ground,
  customerId: string,
): Promise<CaseStatusChanged['parties']> {
  const records = await tx.customerRecord.findMany({
    where: { id: { in: await clusterOf(tx, customerId) } },
  });
  const found = records.flatMap(({ nationalNumber, enterpriseNumber, associationCode }) => [
    ...(nationalNumber ? [{ kind: 'person' as const, identifier: openNumber(ports, nationalNumber) }] : []),
    ...(enterpriseNumber ? [{ kind: 'enterprise' as const, identifier: enterpriseNumber }] : []),
    ...(associationCode ? [{ kind: 'association' as const, identifier: associationCode }] : []),
  ]);
  return [...new Map(found.map((party) => [party.identifier, party])).values()];
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
