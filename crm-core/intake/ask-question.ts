import { optionalText, requiredText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Identity } from '../ports.ts';
import { actorOf, viewOf } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { reachedBy } from './mend.ts';
import type { RecordContact } from './record-contact.ts';
import { takeIn } from './take-in.ts';

export interface AskQuestionInput {
  readonly idempotencyKey: string;
  readonly kind: string;
  readonly text: string;
  readonly productNumber?: string | null;
  readonly answerBy?: 'EMAIL' | 'PHONE' | 'LETTER' | 'PORTAL' | 'NONE' | null;
  readonly email?: string | null;
  readonly telephone?: string | null;
  readonly about?: string | null;
}

const channels: Readonly<Record<string, string>> = {
  citizen: 'burgerprofiel',
  entrepreneur: 'e-loket',
  association: 'verenigingsloket',
};

/** A question of somebody who signed in, by the same road as all others; its contact has the reference (R015, R031). */
export function askQuestion(ground: Ground, asking: Asking, input: AskQuestionInput) {
  const view = viewOf(asking);
  if (view.kind !== 'own') throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  const { identity } = view;
  return once(ground, asking, 'askQuestion', input, async (tx) => {
    const productNumber = optionalText('productNumber', input.productNumber);
    if (productNumber !== null && (await tx.product.count({ where: { productNumber } })) === 0)
      throw invalid('productNumber', texts.productUnknown);
    const id = await takeIn(tx, ground, toldBy(ground, identity, input, productNumber), {
      actor: actorOf(identity),
      source: channels[identity.kind] ?? 'web',
      correlationid: asking.correlationid,
    });
    return { __typename: 'Contact', id };
  });
}

function toldBy(
  { ports }: Ground,
  identity: Identity,
  input: AskQuestionInput,
  productNumber: string | null,
): RecordContact {
  const text = requiredText('text', input.text);
  const email = optionalText('email', input.email);
  const telephone = optionalText('telephone', input.telephone);
  const { senderEmail, senderTelephone } = reachedBy({ email, telephone });
  if (email && !senderEmail) throw invalid('email', texts.email);
  if (telephone && !senderTelephone) throw invalid('telephone', texts.telephone);
  const { kind, organisation, nationalNumber = null, name } = identity;
  return {
    channel: channels[kind] ?? 'web',
    receivedAt: ports.now().toISOString(),
    externalId: null,
    thread: [],
    party: {
      nationalNumber: kind === 'citizen' ? nationalNumber : null,
      enterpriseNumber: kind === 'entrepreneur' ? organisation : null,
      associationCode: kind === 'association' ? organisation : null,
      name,
      email,
      telephone,
    },
    subject: optionalText('about', input.about) ?? '',
    text,
    questions: [
      { kind: fromEnum(input.kind) as RecordContact['questions'][number]['kind'], text, productNumber },
    ],
    answerBy: input.answerBy ? (fromEnum(input.answerBy) as RecordContact['answerBy']) : null,
    automatic: false,
  };
}
