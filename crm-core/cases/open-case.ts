import { giveReference } from '../contacts/give-reference.ts';
import { byHand, contactCentre, routeOf } from '../dispatch/route-of.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { dueOf } from '../promises/due-of.ts';
import { tellStatus } from './tell-status.ts';

export interface NewCase {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly productNumber: string | null;
  /** The agent's own choice of a group. */
  readonly handlerGroupKey: string | null;
  /** The record of the customer; null for an anonymous one. */
  readonly customerId: string | null;
  readonly correlationid: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** Opens a case with an owner and a due moment, and tells its customer. Answers its id. */
export async function openCase(tx: Tx, ground: Ground, wanted: NewCase): Promise<string> {
  const { actor, reason, handlerGroupKey: chosen, ...fields } = wanted;
  const now = ground.ports.now();
  const route = chosen === null ? await routeOf(tx, ground, wanted) : byHand(chosen);
  const { handlerGroupKey } = route;
  const state = handlerGroupKey === contactCentre ? 'received' : 'assigned';
  const { id } = await tx.case.create({
    data: {
      ...fields,
      ...route,
      reference: await giveReference(tx),
      state,
      openedAt: now,
      dueAt: await dueOf(tx, ground, { kind: wanted.kind, handlerGroupKey, openedAt: now }),
      changes: {
        create: {
          number: 1,
          state,
          handlerGroupKey,
          actorSubject: actor.subject,
          actorName: actor.name,
          reason,
          at: now,
        },
      },
    },
  });
  await writeAudit(tx, now, actor, wanted, {
    act: 'case.open',
    subjectType: 'case',
    subjectId: id,
    details: { kind: wanted.kind, handlerGroup: handlerGroupKey, routedBy: route.routedBy },
  });
  await tellStatus(tx, ground, id);
  return id;
}
