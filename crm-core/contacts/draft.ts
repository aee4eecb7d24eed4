import { announceOnCommit } from '../after-commit.ts';
import { knownChannel } from '../channels/known-channel.ts';
import { cleanText } from '../clean-text.ts';
import { columnsOf } from '../columns.ts';
import { change, insertRows } from '../insert-rows.ts';
import { newId } from '../new-id.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { type Contact, Prisma } from '../prisma/client/client.ts';
import { auditRows, inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { type QuestionInput, type ReadQuestion, readQuestions } from './questions.ts';
import { newReference } from './reference.ts';
import { type Save, setAside, type Typed } from './set-aside.ts';

export interface OpenContactInput {
  readonly idempotencyKey: string;
  readonly channel: string;
}

/** A draft with its reference, for a contact that is not a call. */
export function openContact(ground: Ground, asking: Asking, input: OpenContactInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  const answer = { __typename: 'Contact', id: newId() };
  const work = async (tx: Tx) => {
    const contact = await newContact(tx, ground, asking, answer.id, input.channel);
    const details = { channel: contact.channelKey };
    const act = { act: 'contact.open', subjectType: 'contact', subjectId: contact.id, details } as const;
    await insertRows(tx, {
      reference: [{ code: contact.reference }],
      contact: [contact],
      auditEntry: auditRows(ports.now(), actorOf(identity), asking, act),
    });
    return answer;
  };
  return once(ground, asking, 'openContact', input, work, answer);
}

/** A draft of whoever asks, about to be written. */
export async function newContact(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  id: string,
  channel: string,
): Promise<Contact> {
  const { subject, name } = requireRole(asking, 'agent');
  return {
    id,
    reference: newReference(),
    state: 'draft',
    channelKey: await knownChannel(tx, ground, channel),
    callId: null,
    customerId: null,
    anonymous: false,
    summary: '',
    agentSubject: subject,
    agentName: name,
    device: null,
    correlationid: asking.correlationid,
    startedAt: ground.ports.now(),
    endedAt: null,
    registeredAt: null,
    touchedAt: null,
    draftSequence: 0,
    draftWriter: null,
    autoKeptAt: null,
    teamKey: null,
    closedAt: null,
  };
}

export interface DraftInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly summary: string;
  readonly anonymous: boolean;
  readonly questions: readonly QuestionInput[];
}

export interface SaveDraftInput extends DraftInput {
  readonly sequence?: number | null;
  readonly writer?: string | null;
}

/**
 * Keeps a draft as it is typed; the last to type is its agent. A save that was overtaken by a newer one changes nothing,
 * is told so, and what it says is kept beside the draft; so is what another tab or colleague had typed before.
 */
export function saveDraft(ground: Ground, asking: Asking, input: SaveDraftInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'saveDraft', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'registered') throw conflict(texts.contactRegistered);
    const summary = cleanText('summary', input.summary);
    const writer = cleanText('writer', input.writer ?? identity.subject);
    const questions = await readQuestions(tx, contact.id, input.questions);
    const now = ports.now();
    const sequence = input.sequence ?? contact.draftSequence + 1;
    const save = { contactId: contact.id, sequence, writer, agent: identity, at: now };
    if (sequence <= contact.draftSequence) {
      await setAside(tx, { summary, questions }, await standingIn(tx, contact), save);
      return { __typename: 'Conflict', id: contact.id, message: texts.draftOvertaken };
    }
    await keepOther(tx, contact, { summary, questions }, save);
    const saved = change('contact', contact.id, {
      summary,
      anonymous: input.anonymous,
      customerId: input.anonymous ? null : contact.customerId,
      agentSubject: identity.subject,
      agentName: identity.name,
      touchedAt: now,
      draftSequence: sequence,
      draftWriter: writer,
    });
    const act = { act: 'contact.save', subjectType: 'contact', subjectId: contact.id } as const;
    const rows = {
      question: questionRows(contact.id, questions),
      auditEntry: auditRows(now, actorOf(identity), inStory(asking, contact), act),
    };
    await insertRows(tx, rows, [clearQuestions(contact.id), saved]);
    return { __typename: 'Contact', id: contact.id };
  });
}

async function standingIn(tx: Tx, { id, summary }: Contact): Promise<Typed> {
  const questions = await tx.question.findMany({ where: { contactId: id } });
  return { summary, questions: questions as unknown as Typed['questions'] };
}

/** Sets aside what another tab or colleague typed, where this save does not say all of it. */
async function keepOther(tx: Tx, contact: Contact, typed: Typed, save: Save) {
  const { draftWriter, draftSequence, agentSubject, agentName } = contact;
  if (draftWriter === null || draftWriter === save.writer) return;
  await setAside(tx, await standingIn(tx, contact), typed, {
    ...save,
    sequence: draftSequence,
    writer: draftWriter,
    agent: { subject: agentSubject ?? '', name: agentName ?? '' },
  });
}

/** Makes place for the questions of a contact as they are now. */
export function clearQuestions(contactId: string): Prisma.Sql {
  return Prisma.sql`delete from question where contact_id = ${contactId}::uuid`;
}

/** The questions of a contact in their order, as rows. */
export function questionRows(contactId: string, questions: readonly ReadQuestion[]) {
  return questions.map((question, position) => ({ id: newId(), contactId, position, ...question }));
}

const columns = columnsOf(Prisma.ContactScalarFieldEnum);

/** The contact, held until the end of the transaction, or `NotFound`. */
export async function lockContact(tx: Tx, id: string): Promise<Contact> {
  const [contact] = isUuid(id)
    ? await tx.$queryRaw<Contact[]>`select ${columns} from contact where id = ${id}::uuid for update`
    : [];
  if (!contact) throw notFound(texts.contactUnknown);
  return contact;
}

/** Whoever watches the call hears that its contact changed. */
export async function announceContact(tx: Tx, ground: Ground, { callId, device }: Contact) {
  if (callId === null || device === null) return;
  await announceOnCommit(tx, ground, [{ topic: `call:${device}`, payload: { callId } }]);
}
