import { announceOnCommit } from '../after-commit.ts';
import type { CaseInput } from '../cases/act-on-case.ts';
import { endStates, lockCase } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { printReference } from '../contacts/reference.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { eventPlace } from '../reports/place.ts';
import { texts } from '../texts.ts';
import type { WorkOrderRequested } from './work-order-requested.ts';

/** Makes a work order in the crews' planning directly from a report (R155). */
export function requestWorkOrder(
  ground: Ground,
  asking: Asking,
  input: CaseInput & { readonly task: string },
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const { ports } = ground;
  return once(ground, asking, 'requestWorkOrder', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    const task = requiredText('task', input.task);
    const at = ports.now();
    const { subject: actorSubject, name: actorName } = identity;
    const { id } = await tx.workOrder.create({
      data: { caseId: file.id, task, changedAt: at, actorSubject, actorName },
    });
    const data: WorkOrderRequested = {
      workOrderId: id,
      caseId: file.id,
      reference: printReference(file.reference),
      task,
      productNumber: file.productNumber,
      handlerGroup: file.handlerGroupKey,
      place: eventPlace(file),
      requestedAt: at.toISOString(),
    };
    const { correlationid } = file;
    await ports.emit(tx, {
      type: 'crm.work-order.requested',
      time: data.requestedAt,
      correlationid,
      data,
    });
    await writeAudit(tx, at, actorOf(identity), inStory(asking, file), {
      act: 'work-order.request',
      subjectType: 'case',
      subjectId: file.id,
      details: { handlerGroup: file.handlerGroupKey },
    });
    await announceOnCommit(tx, ground, [{ topic: `case:${file.id}`, payload: { caseId: file.id } }]);
    return { __typename: 'Case', id: file.id };
  });
}
