import { cleanText, optionalText, requiredText } from '../clean-text.ts';
import { printReference } from '../contacts/reference.ts';
import { sendMessage } from '../messages/send-message.ts';
import { once } from '../once.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import type { Case, OutsideBody } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { placeText } from '../reports/place.ts';
import { texts } from '../texts.ts';
import type { CaseInput } from './act-on-case.ts';
import { customerDataOf, linesOf } from './customer-data.ts';
import { endStates, lockCase } from './step-case.ts';

interface HandOverInput extends CaseInput {
  readonly body: string;
  readonly note: string;
  readonly shareCustomer: boolean;
  readonly externalReference?: string | null;
}

/**
 * Gives a case to a body outside the city (R095): by e-mail, which is proven once it is sent, or by whatever way that gave
 * the body's own reference. Who the customer is goes along only where he agreed to it.
 */
export function handOverCase(ground: Ground, asking: Asking, input: HandOverInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'handOverCase', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    const body = await bodyOf(tx, input);
    const note = requiredText('note', input.note);
    const actor = actorOf(identity);
    const messageId = await writeToBody(tx, ground, actor, file, body, { ...input, note });
    const at = ground.ports.now();
    await tx.handOver.create({
      data: {
        caseId: file.id,
        bodyKey: body.key,
        note,
        sharesCustomer: input.shareCustomer,
        messageId,
        externalReference: optionalText('externalReference', input.externalReference),
        actorSubject: actor.subject,
        actorName: actor.name,
        at,
      },
    });
    await writeAudit(tx, at, actor, inStory(asking, file), {
      act: 'case.hand-over',
      subjectType: 'case',
      subjectId: file.id,
      details: { body: body.key, sharesCustomer: input.shareCustomer },
    });
    return { __typename: 'Case', id: file.id };
  });
}

async function bodyOf(tx: Tx, input: HandOverInput): Promise<OutsideBody> {
  const body = await tx.outsideBody.findUnique({ where: { key: input.body } });
  if (!body) throw invalid('body', texts.bodyUnknown);
  if (body.email === null && optionalText('externalReference', input.externalReference) === null)
    throw invalid('externalReference', texts.bodyWithoutMail(body.name));
  return body;
}

/** Answers the id of the message; null for a body that is not written to. */
async function writeToBody(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  file: Case,
  { email }: OutsideBody,
  { shareCustomer, note }: HandOverInput,
): Promise<string | null> {
  if (shareCustomer) await requireConsent(tx, file);
  if (email === null) return null;
  const shared = shareCustomer && file.customerId !== null ? file.customerId : null;
  const customer = shared === null ? [] : linesOf(await customerDataOf(tx, ground, shared));
  return sendMessage(tx, ground, {
    channel: 'email',
    recipient: email,
    subject: texts.handOverSubject(printReference(file.reference)),
    body: texts.handOverBody({ ...file, place: placeText(file), note, customer }),
    aboutType: 'case',
    aboutId: file.id,
    actor,
    correlationid: file.correlationid,
  });
}

async function requireConsent(tx: Tx, file: Case) {
  const agreed = await tx.feedbackWish.count({
    where: { caseId: file.id, followerId: null, mayShareData: true },
  });
  if (agreed === 0) throw invalid('shareCustomer', texts.mayNotShare);
}

/** The name of the body that certainly has the case, or null: the newest hand-over with a sent message or a reference. */
export async function provenHandOver(tx: Tx, caseId: string): Promise<string | null> {
  const proven = await tx.handOver.findFirst({
    where: { caseId, OR: [{ externalReference: { not: null } }, { message: { state: 'sent' } }] },
    orderBy: { at: 'desc' },
    include: { body: true },
  });
  return proven?.body.name ?? null;
}

interface BodyInput {
  readonly idempotencyKey: string;
  readonly key: string;
  readonly name: string;
  readonly telephone?: string | null;
  readonly email?: string | null;
  readonly website?: string | null;
  readonly responsibleFor: string;
}

/** Keeps how a body outside the city is reached, by a name that a customer understands (R055). */
export function recordOutsideBody(ground: Ground, asking: Asking, input: BodyInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  return once(ground, asking, 'recordOutsideBody', input, async (tx) => {
    const key = requiredText('key', input.key);
    if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(key)) throw invalid('key', texts.keyForm);
    const email = optionalText('email', input.email)?.toLowerCase() ?? null;
    if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw invalid('email', texts.email);
    const name = requiredText('name', input.name);
    if (!/\p{Ll}/u.test(name)) throw invalid('name', texts.fullName);
    const fields = {
      name,
      responsibleFor: cleanText('responsibleFor', input.responsibleFor),
      telephone: optionalText('telephone', input.telephone),
      email,
      website: optionalText('website', input.website),
    };
    await tx.outsideBody.upsert({ where: { key }, create: { key, ...fields }, update: fields });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'outside-body.record',
      subjectType: 'configuration',
      subjectId: key,
    });
    return { __typename: 'OutsideBody', id: key };
  });
}
