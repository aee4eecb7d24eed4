import { cleanText } from '../clean-text.ts';
import { writeDeeds } from '../deed.ts';
import { teamOf } from '../first-line/teams.ts';
import { change } from '../insert-rows.ts';
import type { AskedCustomer } from '../matching/asked-profile.ts';
import { newId } from '../new-id.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { type Act, auditRows, inStory, readRows, readsWritten } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import {
  announceContact,
  clearQuestions,
  type DraftInput,
  lockContact,
  newContact,
  questionRows,
} from './draft.ts';
import { toHandle } from './handle-questions.ts';
import { keepWishes } from './keep-wishes.ts';
import { loadContact } from './load-contacts.ts';
import { promiseCallbacks } from './promise-callbacks.ts';
import { completeQuestions } from './questions.ts';
import { titleOf } from './title-of.ts';
import { candidatesNow, whoIsMeant } from './who-is-meant.ts';

export interface RegisterContactInput extends Omit<DraftInput, 'contactId'> {
  /** Of a draft. */
  readonly contactId?: string | null;
  /** Without a draft: by which way the customer came. */
  readonly channel?: string | null;
  /** What is known of who it is, where the draft is not tied to him yet. */
  readonly customer?: AskedCustomer | null;
}

/**
 * Registers a contact with its questions, in one transaction with the cases that are opened for those that are not answered
 * at once: a draft (also one that was kept by itself), or a whole contact that had none. Whoever is meant beyond doubt by
 * what is known of the customer is tied to it; where there is doubt, the answer says who it may be. Answers the contact as it
 * was written, or what to mend.
 */
export async function registerContact(
  ground: Ground,
  asking: Asking,
  input: RegisterContactInput,
): Promise<object> {
  requireRole(asking, 'agent');
  const answer = { __typename: 'Contact', id: input.contactId ?? newId() };
  let registered: Awaited<ReturnType<typeof register>> | undefined;
  const work = async (tx: Tx) => {
    const contact = await contactOf(tx, ground, asking, input, answer.id);
    registered = await register(tx, ground, asking, contact, input);
    return answer;
  };
  const done = await once(ground, asking, 'registerContact', input, work, answer);
  if (!('id' in done)) return done;
  if (registered) {
    readsWritten(ground, asking, registered.shown);
    return { ...registered.contact, candidates: registered.candidates, __typename: 'Contact' };
  }
  const before = await loadContact(ground, asking, done.id);
  if (!before) throw new Error('registering a contact: it is not there');
  return {
    ...before,
    candidates: await candidatesNow(ground, asking, before, input.customer),
    __typename: 'Contact',
  };
}

/** A draft as it stands, or a contact that is not written yet. */
async function contactOf(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  { contactId = null, channel = null }: RegisterContactInput,
  id: string,
): Promise<Subject> {
  if ((contactId === null) === (channel === null)) throw invalid('contactId', texts.draftOrChannel);
  return channel === null
    ? { isNew: false, contact: await lockContact(tx, id) }
    : { isNew: true, contact: await newContact(tx, ground, asking, id, channel) };
}

interface Subject {
  readonly isNew: boolean;
  readonly contact: Contact;
}

/** Registers a draft inside a transaction. */
export async function registerDraft(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  { contactId, ...input }: Omit<DraftInput, 'idempotencyKey'>,
): Promise<void> {
  await register(tx, ground, asking, { isNew: false, contact: await lockContact(tx, contactId) }, input);
}

async function register(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  { isNew, contact: before }: Subject,
  input: Omit<RegisterContactInput, 'idempotencyKey'>,
) {
  const identity = requireRole(asking, 'agent');
  const now = ground.ports.now();
  const actor = actorOf(identity);
  const { id, state, channelKey } = before;
  if (state === 'registered') throw conflict(texts.contactRegistered);
  const summary = cleanText('summary', input.summary);
  const read = await completeQuestions(tx, id, input.questions, now);
  const { customerId, candidates, shown, tied } = await whoIsMeant(tx, ground, before, input);
  const fields = {
    state: 'registered',
    summary: summary || titleOf(read[0]?.text ?? ''),
    anonymous: input.anonymous,
    customerId,
    agentSubject: identity.subject,
    agentName: identity.name,
    teamKey: await teamOf(tx, identity),
    registeredAt: now,
    touchedAt: now,
    endedAt: before.callId === null ? now : before.endedAt,
  };
  const contact = { ...before, ...fields };
  const why = inStory(asking, contact);
  const { deeds, questions, opened } = await toHandle(tx, ground, contact, questionRows(id, read), actor);
  const about = { subjectType: 'contact', subjectId: id } as const;
  const acts: Act[] = [
    ...(tied ? [{ ...about, act: 'contact.tie', details: { customer: tied } }] : []),
    {
      ...about,
      act: 'contact.register',
      details: {
        ...(isNew && { channel: channelKey }),
        questions: questions.length,
        cases: deeds.length,
        anonymous: input.anonymous,
      },
    },
  ];
  await writeDeeds(tx, ground, ...deeds, {
    first: isNew ? [] : [clearQuestions(id), change('contact', id, fields)],
    rows: {
      ...(isNew && { reference: [{ code: contact.reference }], contact: [contact] }),
      question: questions,
      auditEntry: [...auditRows(now, actor, why, ...acts), ...readRows(ground, asking, shown)],
    },
  });
  await keepWishes(tx, ground, actor, questions, read);
  await promiseCallbacks(tx, ground, contact, questions, actor, why);
  await announceContact(tx, ground, contact);
  return {
    contact: {
      ...contact,
      customerToday: customerId === null ? null : shown[0],
      questions: questions.map((question) => ({ ...question, handledBy: opened.get(question.caseId ?? '') })),
    },
    candidates,
    shown,
  };
}
