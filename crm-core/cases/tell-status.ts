import { printReference } from '../contacts/reference.ts';
import type { Deed } from '../deed.ts';
import { newId } from '../new-id.ts';
import type { Ground } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { publicAddress } from '../public-address.ts';
import type { Audience } from './audience.ts';
import type { CaseState, CaseStatusChanged } from './case-status-changed.ts';
import { explanationOf } from './explanation.ts';

type Told = Pick<
  Case,
  | 'id'
  | 'reference'
  | 'kind'
  | 'title'
  | 'state'
  | 'handlerGroupKey'
  | 'customerId'
  | 'productNumber'
  | 'correlationid'
> &
  Partial<Pick<Case, 'answer' | 'asked' | 'progress' | 'resolution' | 'expectedOn'>> & {
    /** Who joined it and is told it as his own; left out for its first customer. */
    readonly followerId?: string;
  };

/**
 * How the house is told a change of a case: as the event `crm.case.status-changed`, as a pending publication where its
 * customer is known by a number, and to those who watch it.
 */
export function statusTold(
  { ports }: Ground,
  file: Told,
  change: { readonly id: string; readonly at: Date },
  { groups, parties: known }: Audience,
): Deed {
  const { id: caseId, title, handlerGroupKey, customerId, productNumber, correlationid } = file;
  const handlerGroup = groups.get(handlerGroupKey);
  if (!handlerGroup) throw new Error('telling a status: there is no such group');
  const parties = known.get(customerId ?? '') ?? [];
  const reference = printReference(file.reference);
  const explanation = explanationOf(file, handlerGroup.name);
  const data: CaseStatusChanged = {
    caseId,
    reference,
    kind: file.kind as CaseStatusChanged['kind'],
    title,
    state: file.state as CaseState,
    explanation,
    changedAt: change.at.toISOString(),
    productNumber,
    handlerGroup,
    action: file.asked ?? null,
    parties,
    url: statusUrl(ports, reference),
  };
  const { followerId = null } = file;
  const { id: changeId, at: sentAt } = change;
  const publication = { id: newId(), caseId, changeId, followerId, explanation, sentAt };
  return {
    rows: parties.length > 0 ? { publication: [publication] } : {},
    events: [{ type: 'crm.case.status-changed', time: data.changedAt, correlationid, data }],
    announcements: [{ topic: `case:${caseId}`, payload: { caseId } }],
  };
}

/** Where a customer reads how far his case is. */
export function statusUrl(ports: Ground['ports'], reference: string): string {
  return publicAddress(ports, `vraag/${reference}`);
}
