import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { countAttempt } from './form-limits.ts';
import { readFormToken } from './form-token.ts';
import { asForm, clientOf, refusing } from './send-form.ts';

export interface ConfirmFormInput {
  readonly idempotencyKey: string;
  readonly token: string;
}

/**
 * The sender of a form confirms that he is the one on the masked data. Whether we know him is looked up afterwards, by a
 * round: the answer is the same for everybody, and any token that is not his, or was used, or is too old, is unknown.
 */
export function confirmForm(ground: Ground, asking: Asking, input: ConfirmFormInput) {
  return refusing(async () => {
    await countAttempt(ground, clientOf(asking), null);
    return once(ground, asForm(asking), 'confirmForm', input, async (tx) => {
      const now = ground.ports.now();
      const id = readFormToken(ground.ports, input.token);
      const confirmed = await tx.formSending.updateMany({
        where: { id: id ?? nobody, confirmedAt: null, expiresAt: { gt: now } },
        data: { confirmedAt: now },
      });
      if (confirmed.count === 0) throw notFound(texts.formTokenUnknown);
      return { __typename: 'FormConfirmed', id: 'confirmed', message: texts.formConfirmed };
    });
  });
}

const nobody = '00000000-0000-0000-0000-000000000000';
