import { optionalText, requiredText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { existingCustomer } from './change-customer.ts';
import { clusterOf } from './cluster.ts';
import type { Given } from './read-customer.ts';

export interface RecordSpeakerInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly customerId?: Given;
  readonly name?: Given;
  readonly ground?: Given;
  readonly explanation?: Given;
}

/** Keeps on a contact that somebody speaks for its customer (R047): a customer himself, or only a name. Without ground, nobody. */
export function recordSpeaker(ground: Ground, asking: Asking, input: RecordSpeakerInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'recordSpeaker', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const contactId = contact.id;
    await tx.contactSpeaker.deleteMany({ where: { contactId } });
    const why = inStory(asking, contact);
    const act = { subjectType: 'contact', subjectId: contactId } as const;
    if (!input.ground) {
      await writeAudit(tx, ports.now(), actorOf(identity), why, { ...act, act: 'contact.speaks-himself' });
      return { __typename: 'Contact', id: contactId };
    }
    const speaker = {
      ...(await whoSpeaks(tx, input, contact.customerId)),
      ground: fromEnum(input.ground),
      explanation: optionalText('explanation', input.explanation),
    };
    await tx.contactSpeaker.create({
      data: {
        ...speaker,
        contactId,
        authorSubject: identity.subject,
        authorName: identity.name,
        recordedAt: ports.now(),
      },
    });
    const details = { ground: speaker.ground, ...(speaker.customerId && { customer: speaker.customerId }) };
    await writeAudit(tx, ports.now(), actorOf(identity), why, { ...act, act: 'contact.spoken-for', details });
    return { __typename: 'Contact', id: contactId };
  });
}

/** With the representation that is known between the two, where there is one. */
async function whoSpeaks(tx: Tx, input: RecordSpeakerInput, spokenForId: string | null) {
  if (!input.customerId) return { name: requiredText('name', input.name), customerId: null };
  if (input.name) throw invalid('name', texts.nameOfSpeaker);
  const customerId = await existingCustomer(tx, input.customerId);
  const cluster = await clusterOf(tx, customerId);
  if (spokenForId !== null && cluster.includes(spokenForId)) throw conflict(texts.representsHimself);
  const known =
    spokenForId === null
      ? null
      : await tx.representation.findFirst({
          where: {
            representativeId: { in: cluster },
            representedId: { in: await clusterOf(tx, spokenForId) },
            ground: fromEnum(input.ground ?? ''),
          },
          orderBy: { id: 'desc' },
        });
  return { name: null, customerId, representationId: known?.id ?? null };
}
