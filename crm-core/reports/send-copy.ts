import type { CaseInput } from '../cases/act-on-case.ts';
import { lockCase } from '../cases/step-case.ts';
import { printReference } from '../contacts/reference.ts';
import { sendMessage } from '../messages/send-message.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { texts } from '../texts.ts';
import { placeText } from './place.ts';
import { readMailAddress } from './recipient.ts';

interface CopyInput extends CaseInput {
  readonly recipient: string;
}

/** Sends the customer the question exactly as it was passed to the expert (R089). */
export function sendCopy(ground: Ground, asking: Asking, input: CopyInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'sendCopy', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    const recipient = readMailAddress('recipient', input.recipient);
    const { name } = await tx.handlerGroup.findUniqueOrThrow({ where: { key: file.handlerGroupKey } });
    const reference = printReference(file.reference);
    await sendMessage(tx, ground, {
      channel: 'email',
      recipient,
      subject: texts.copySubject(reference),
      body: texts.copyBody({ ...file, reference, place: placeText(file), group: name }),
      aboutType: 'case',
      aboutId: file.id,
      actor: actorOf(identity),
      correlationid: file.correlationid,
    });
    return { __typename: 'Case', id: file.id };
  });
}
