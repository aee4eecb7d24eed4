import { announceOnCommit } from '../after-commit.ts';
import { cleanText } from '../clean-text.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { giveReference } from './give-reference.ts';
import { type QuestionInput, readQuestions } from './questions.ts';

export interface OpenContactInput {
  readonly idempotencyKey: string;
  readonly channel: string;
}

/** A draft with its reference, for a contact that is not a call. */
export function openContact(ground: Ground, asking: Asking, input: OpenContactInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'openContact', input, async (tx) => {
    const channel = await tx.channel.findUnique({ where: { key: cleanText('channel', input.channel) } });
    if (!channel?.active) throw invalid('channel', texts.channelUnknown);
    const { id } = await tx.contact.create({
      data: {
        reference: await giveReference(tx),
        channelKey: channel.key,
        agentSubject: identity.subject,
        agentName: identity.name,
        correlationid: asking.correlationid,
        startedAt: ports.now(),
      },
    });
    const details = { channel: channel.key };
    const act = { act: 'contact.open', subjectType: 'contact', subjectId: id, details } as const;
    await writeAudit(tx, ports.now(), actorOf(identity), asking, act);
    return { __typename: 'Contact', id };
  });
}

export interface DraftInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly summary: string;
  readonly anonymous: boolean;
  readonly questions: readonly QuestionInput[];
}

/** Keeps a draft as it is typed; the last to type is its agent. */
export function saveDraft(ground: Ground, asking: Asking, input: DraftInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'saveDraft', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'registered') throw conflict(texts.contactRegistered);
    const summary = cleanText('summary', input.summary);
    const questions = await readQuestions(tx, input.questions);
    await replaceQuestions(tx, contact.id, questions);
    await tx.contact.update({
      where: { id: contact.id },
      data: {
        summary,
        anonymous: input.anonymous,
        ...(input.anonymous && { customerId: null }),
        agentSubject: identity.subject,
        agentName: identity.name,
        touchedAt: ports.now(),
      },
    });
    const act = { act: 'contact.save', subjectType: 'contact', subjectId: contact.id } as const;
    await writeAudit(tx, ports.now(), actorOf(identity), inStory(asking, contact), act);
    return { __typename: 'Contact', id: contact.id };
  });
}

/** The questions of a contact that is not registered yet, as they are now. */
export async function replaceQuestions(
  tx: Tx,
  contactId: string,
  questions: readonly Awaited<ReturnType<typeof readQuestions>>[number][],
) {
  await tx.question.deleteMany({ where: { contactId } });
  await tx.question.createMany({
    data: questions.map((question, position) => ({ ...question, contactId, position })),
  });
}

/** The contact, held until the end of the transaction, or `NotFound`. */
export async function lockContact(tx: Tx, id: string): Promise<Contact> {
  if (isUuid(id)) await tx.$executeRaw`select from contact where id = ${id}::uuid for update`;
  const contact = isUuid(id) ? await tx.contact.findUnique({ where: { id } }) : null;
  if (!contact) throw notFound(texts.contactUnknown);
  return contact;
}

/** Whoever watches the call hears that its contact changed. */
export async function announceContact(tx: Tx, ground: Ground, { callId, device }: Contact) {
  if (callId === null || device === null) return;
  await announceOnCommit(tx, ground, [{ topic: `call:${device}`, payload: { callId } }]);
}
