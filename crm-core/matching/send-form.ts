import { openCase } from '../cases/open-case.ts';
import { optionalText, requiredText } from '../clean-text.ts';
import { giveReference } from '../contacts/give-reference.ts';
import { titleOf } from '../contacts/title-of.ts';
import { newId } from '../new-id.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { type Complaint, Refusal } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { countAttempt } from './form-limits.ts';
import { homeOf } from './profile.ts';

/** Who somebody says he is who did not sign in. */
export interface TypedForm {
  readonly givenName: string;
  readonly familyName: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly municipality: string;
  readonly email: string | null;
  readonly telephone: string | null;
}

export interface SendFormInput extends Omit<TypedForm, 'email' | 'telephone'> {
  readonly idempotencyKey: string;
  readonly kind: string;
  readonly text: string;
  readonly email?: string | null;
  readonly telephone?: string | null;
}

const halfAnHourMs = 30 * 60_000;

/**
 * Takes a contact form of somebody who did not sign in (R016): a contact with its reference and a case, like any other. Reads
 * nothing of any customer, so neither its answer nor the work it takes tells whether we know him.
 */
export async function sendForm(ground: Ground, asking: Asking, input: SendFormInput) {
  return refusing(async () => {
    const typed = readForm(input);
    const text = requiredText('text', input.text);
    await countAttempt(ground, clientOf(asking), subjectOf(typed));
    return once(ground, asForm(asking), 'sendForm', input, async (tx) => {
      const { ports } = ground;
      const now = ports.now();
      const contactId = newId();
      const kind = fromEnum(input.kind);
      const caseId = await openCase(tx, ground, {
        kind,
        title: titleOf(text),
        description: `${text}\n\n${texts.formSender(typed)}`,
        productNumber: null,
        handlerGroupKey: null,
        customerId: null,
        correlationid: asking.correlationid,
        actor: formActor,
        reason: texts.openedByForm,
      });
      await tx.contact.create({
        data: {
          id: contactId,
          reference: await giveReference(tx),
          state: 'registered',
          channelKey: 'form',
          summary: titleOf(text),
          correlationid: asking.correlationid,
          startedAt: now,
          endedAt: now,
          registeredAt: now,
          questions: { create: [{ position: 0, kind, text, outcome: 'case', caseId }] },
        },
      });
      const { id } = await tx.formSending.create({
        data: {
          contactId,
          typed: { ...typed },
          expiresAt: new Date(now.getTime() + halfAnHourMs),
          correlationid: asking.correlationid,
        },
      });
      const act = { act: 'contact.send-form', subjectType: 'contact', subjectId: contactId } as const;
      await writeAudit(tx, now, formActor, asking, act);
      return { __typename: 'FormReceipt', id };
    });
  });
}

export const formActor = { subject: 'source:form', name: 'Contactformulier' };

/** Whoever did not sign in acts as the form; his keys are his client's. */
export function asForm(asking: Asking): Asking {
  const identity = {
    ...formActor,
    subject: `form:${clientOf(asking)}`,
    kind: 'service',
    roles: [],
    groups: [],
    organisation: null,
  } as const;
  return { ...asking, identity };
}

export function clientOf({ client }: Asking): string {
  return client ?? 'unknown';
}

/** A refusal becomes the answer also before anything is begun. */
export async function refusing<Answer>(work: () => Promise<Answer>): Promise<Answer | Complaint> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

function readForm(input: SendFormInput): TypedForm {
  return {
    givenName: requiredText('givenName', input.givenName),
    familyName: requiredText('familyName', input.familyName),
    street: requiredText('street', input.street),
    houseNumber: requiredText('houseNumber', input.houseNumber),
    postcode: requiredText('postcode', input.postcode),
    municipality: requiredText('municipality', input.municipality),
    email: optionalText('email', input.email),
    telephone: optionalText('telephone', input.telephone),
  };
}

/** However the address is written, so that nobody tries the names at one address. */
function subjectOf(typed: TypedForm): string {
  const { street, number } = homeOf(typed);
  return `${street} ${number}`;
}
