import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { actOnOpenCase, type CaseInput } from './act-on-case.ts';
import { holdOwnCase } from './hold-own-case.ts';
import { stepCase } from './step-case.ts';
import { whereItLay } from './where-it-lay.ts';

/** Asks the customer for what is needed to go on; the case waits for him. */
export function askCustomer(ground: Ground, asking: Asking, input: CaseInput & { readonly asked: string }) {
  return actOnOpenCase(ground, asking, 'askCustomer', input, async (file, identity, tx) => {
    if (file.state === 'waiting-for-customer') throw conflict(texts.caseWaits);
    const asked = requiredText('asked', input.asked);
    const number = 1 + (await tx.caseInquiry.count({ where: { caseId: file.id } }));
    const askedAt = ground.ports.now();
    await tx.caseInquiry.create({
      data: { caseId: file.id, number, asked, askedBy: identity.name, askedAt },
    });
    return { state: 'waiting-for-customer', reason: texts.askedCustomer(asked), fields: { asked } };
  });
}

/** The customer answers, himself or through the contact centre: his answer is kept, and the work goes on. */
export function replyToCase(ground: Ground, asking: Asking, input: CaseInput & { readonly reply: string }) {
  return once(ground, asking, 'replyToCase', input, async (tx) => {
    const { file, identity, as } = await holdOwnCase(tx, ground, asking, input.caseId);
    if (as === 'follower') throw notFound(texts.caseUnknown);
    if (file.state !== 'waiting-for-customer') throw conflict(texts.caseWaitsNot);
    const reply = requiredText('reply', input.reply);
    await tx.caseInquiry.updateMany({
      where: { caseId: file.id, reply: null },
      data: { reply, repliedBy: identity.name, repliedAt: ground.ports.now() },
    });
    await stepCase(tx, ground, actorOf(identity), inStory(asking, file), file, {
      act: 'case.reply',
      state: whereItLay(file),
      reason: texts.customerReplied,
    });
    return { __typename: 'Case', id: file.id };
  });
}
