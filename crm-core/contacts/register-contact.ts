import { openCase } from '../cases/open-case.ts';
import { cleanText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { announceContact, type DraftInput, lockContact, replaceQuestions } from './draft.ts';
import { completeQuestions } from './questions.ts';
import { titleOf } from './title-of.ts';

/**
 * Registers a draft (also one that was kept by itself) with its questions, in one transaction with the cases that are
 * opened for those that are not answered at once.
 */
export function registerContact(ground: Ground, asking: Asking, input: DraftInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'registerContact', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'registered') throw conflict(texts.contactRegistered);
    const summary = cleanText('summary', input.summary);
    const questions = await completeQuestions(tx, input.questions);
    const now = ports.now();
    const customerId = input.anonymous ? null : contact.customerId;
    await replaceQuestions(tx, contact.id, questions);
    await tx.contact.update({
      where: { id: contact.id },
      data: {
        state: 'registered',
        summary: summary || titleOf(questions[0]?.text ?? ''),
        anonymous: input.anonymous,
        customerId,
        agentSubject: identity.subject,
        agentName: identity.name,
        registeredAt: now,
        touchedAt: now,
        endedAt: contact.callId === null ? now : contact.endedAt,
      },
    });
    const kept = await tx.question.findMany({ where: { contactId: contact.id, outcome: 'case' } });
    for (const question of kept) {
      const caseId = await openCase(tx, ground, {
        kind: question.kind,
        title: titleOf(question.text),
        description: question.text,
        productNumber: question.productNumber,
        handlerGroupKey: question.handlerGroupKey,
        customerId,
        correlationid: contact.correlationid,
        actor: actorOf(identity),
        reason: texts.openedInContact,
      });
      await tx.question.update({ where: { id: question.id }, data: { caseId } });
    }
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'contact.register',
      subjectType: 'contact',
      subjectId: contact.id,
      details: { questions: questions.length, cases: kept.length, anonymous: input.anonymous },
    });
    await announceContact(tx, ground, contact);
    return { __typename: 'Contact', id: contact.id };
  });
}
