import { cleanText } from '../clean-text.ts';
import { writeDeeds } from '../deed.ts';
import { teamOf } from '../first-line/teams.ts';
import { change } from '../insert-rows.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { auditRows, inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { announceContact, clearQuestions, type DraftInput, lockContact, questionRows } from './draft.ts';
import { toHandle } from './handle-questions.ts';
import { keepWishes } from './keep-wishes.ts';
import { promiseCallbacks } from './promise-callbacks.ts';
import { completeQuestions } from './questions.ts';
import { titleOf } from './title-of.ts';

/**
 * Registers a draft (also one that was kept by itself) with its questions, in one transaction with the cases that are
 * opened for those that are not answered at once.
 */
export function registerContact(ground: Ground, asking: Asking, input: DraftInput) {
  requireRole(asking, 'agent');
  const answer = { __typename: 'Contact', id: input.contactId };
  const work = async (tx: Tx) => {
    await registerDraft(tx, ground, asking, input);
    return answer;
  };
  return once(ground, asking, 'registerContact', input, work, answer);
}

/** The same inside a transaction. */
export async function registerDraft(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  input: Omit<DraftInput, 'idempotencyKey'>,
): Promise<void> {
  const identity = requireRole(asking, 'agent');
  const now = ground.ports.now();
  const contact = await lockContact(tx, input.contactId);
  if (contact.state === 'registered') throw conflict(texts.contactRegistered);
  const summary = cleanText('summary', input.summary);
  const read = await completeQuestions(tx, contact.id, input.questions, now);
  const customerId = input.anonymous ? null : contact.customerId;
  const actor = actorOf(identity);
  const asked = { ...contact, customerId };
  const { deeds, questions } = await toHandle(tx, ground, asked, questionRows(contact.id, read), actor);
  const registered = change('contact', contact.id, {
    state: 'registered',
    summary: summary || titleOf(read[0]?.text ?? ''),
    anonymous: input.anonymous,
    customerId,
    agentSubject: identity.subject,
    agentName: identity.name,
    teamKey: await teamOf(tx, identity),
    registeredAt: now,
    touchedAt: now,
    endedAt: contact.callId === null ? now : contact.endedAt,
  });
  const audit = auditRows(now, actor, inStory(asking, contact), {
    act: 'contact.register',
    subjectType: 'contact',
    subjectId: contact.id,
    details: { questions: questions.length, cases: deeds.length, anonymous: input.anonymous },
  });
  await writeDeeds(tx, ground, ...deeds, {
    first: [clearQuestions(contact.id), registered],
    rows: { question: questions, auditEntry: audit },
  });
  await keepWishes(tx, ground, actor, questions, read);
  await promiseCallbacks(tx, ground, asked, questions, actor, inStory(asking, contact));
  await announceContact(tx, ground, contact);
}
