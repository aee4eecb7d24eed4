import { announceOnCommit } from '../after-commit.ts';
import { endStates, holdCase } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { giveReference } from '../contacts/give-reference.ts';
import { clusterOf } from '../customers/cluster.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Case, Contact } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { type FeedbackInput, keepWish } from './feedback-wish.ts';

interface JoinInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly contactId: string;
  readonly text: string;
  readonly feedback?: FeedbackInput | null;
}

/**
 * Joins whoever is in contact to a report that is there already, in the place of a new one (R151): he gets a reference of
 * his own, says for himself whether he wants to hear of it, and hears what the first reporter hears.
 */
export function joinReport(ground: Ground, asking: Asking, input: JoinInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'joinReport', input, async (tx) => {
    const contact = await contactOf(tx, input.contactId);
    const file = await openReport(tx, input.caseId);
    const text = requiredText('text', input.text);
    await requireNotThere(tx, file, contact);
    const at = ground.ports.now();
    const actor = actorOf(identity);
    const follower = await tx.caseFollower.create({
      data: {
        caseId: file.id,
        reference: await giveReference(tx),
        customerId: contact.customerId,
        contactId: contact.id,
        text,
        actorSubject: actor.subject,
        actorName: actor.name,
        joinedAt: at,
      },
    });
    await writeAudit(tx, at, actor, inStory(asking, contact), {
      act: 'case.join',
      subjectType: 'case',
      subjectId: file.id,
      details: { anonymous: contact.customerId === null },
    });
    if (input.feedback) await keepWish(tx, ground, actor, file, follower, input.feedback);
    await announceOnCommit(tx, ground, [{ topic: `case:${file.id}`, payload: { caseId: file.id } }]);
    return { __typename: 'Follower', id: follower.id };
  });
}

async function contactOf(tx: Tx, id: string): Promise<Contact> {
  const contact = isUuid(id) ? await tx.contact.findUnique({ where: { id } }) : null;
  if (!contact) throw notFound(texts.contactUnknown);
  return contact;
}

async function openReport(tx: Tx, id: string): Promise<Case> {
  const file = await holdCase(tx, id);
  if (!file) throw notFound(texts.caseUnknown);
  if (file.kind !== 'report') throw conflict(texts.joinsReportsOnly);
  if (endStates.includes(file.state)) throw conflict(texts.reportOver);
  return file;
}

async function requireNotThere(
  tx: Tx,
  file: { readonly id: string; readonly customerId: string | null },
  { customerId }: Contact,
) {
  if (customerId === null) return;
  const cluster = await clusterOf(tx, customerId);
  const follows = await tx.caseFollower.count({
    where: { caseId: file.id, customerId: { in: cluster } },
  });
  if (follows > 0 || (file.customerId !== null && cluster.includes(file.customerId)))
    throw conflict(texts.reportIsHis);
}
