import { toOpen } from '../cases/open-case.ts';
import { cleanText } from '../clean-text.ts';
import { writeDeeds } from '../deed.ts';
import { change } from '../insert-rows.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { auditRows, inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { announceContact, clearQuestions, type DraftInput, lockContact, questionRows } from './draft.ts';
import { completeQuestions } from './questions.ts';
import { titleOf } from './title-of.ts';

/**
 * Registers a draft (also one that was kept by itself) with its questions, in one transaction with the cases that are
 * opened for those that are not answered at once.
 */
export function registerContact(ground: Ground, asking: Asking, input: DraftInput) {
  const identity = requireRole(asking, 'agent');
  const now = ground.ports.now();
  const answer = { __typename: 'Contact', id: input.contactId };
  const work = async (tx: Tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'registered') throw conflict(texts.contactRegistered);
    const summary = cleanText('summary', input.summary);
    const questions = await completeQuestions(tx, input.questions);
    const customerId = input.anonymous ? null : contact.customerId;
    const actor = actorOf(identity);
    const rows = questionRows(contact.id, questions);
    const kept = rows.filter(({ outcome }) => outcome === 'case');
    const cases = await toOpen(
      tx,
      ground,
      kept.map(({ kind, text, productNumber, handlerGroupKey }) => ({
        kind,
        title: titleOf(text),
        description: text,
        productNumber,
        handlerGroupKey,
        customerId,
        correlationid: contact.correlationid,
        actor,
        reason: texts.openedInContact,
      })),
    );
    const caseOf = new Map(kept.map((question, index) => [question, cases[index]?.id]));
    const registered = change('contact', contact.id, {
      state: 'registered',
      summary: summary || titleOf(questions[0]?.text ?? ''),
      anonymous: input.anonymous,
      customerId,
      agentSubject: identity.subject,
      agentName: identity.name,
      registeredAt: now,
      touchedAt: now,
      endedAt: contact.callId === null ? now : contact.endedAt,
    });
    const audit = auditRows(now, actor, inStory(asking, contact), {
      act: 'contact.register',
      subjectType: 'contact',
      subjectId: contact.id,
      details: { questions: rows.length, cases: kept.length, anonymous: input.anonymous },
    });
    await writeDeeds(tx, ground, ...cases.map(({ deed }) => deed), {
      first: [clearQuestions(contact.id), registered],
      rows: {
        question: rows.map((question) => ({ ...question, caseId: caseOf.get(question) ?? null })),
        auditEntry: audit,
      },
    });
    await announceContact(tx, ground, contact);
    return answer;
  };
  return once(ground, asking, 'registerContact', input, work, answer);
}
