import { requiredText } from '../clean-text.ts';
import { presentMembers, standInFor } from '../directory/staff.ts';
import { sendMessage } from '../messages/send-message.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { texts } from '../texts.ts';
import { holdPromise } from './hold-promise.ts';

interface ChaseInput {
  readonly idempotencyKey: string;
  readonly promiseId: string;
  readonly words: string;
}

/** The contact centre chases who owes an answer (R083): his stand-in where he is away, those who lead the group where nobody took it. */
export function chasePromise(ground: Ground, asking: Asking, input: ChaseInput) {
  const identity = requireRole(asking, 'agent', 'coordinator');
  const actor = actorOf(identity);
  return once(ground, asking, 'chasePromise', input, async (tx) => {
    const promise = await holdPromise(tx, ground, asking, input.promiseId);
    const words = requiredText('words', input.words);
    const at = ground.ports.now();
    await tx.promiseChase.create({
      data: { promiseId: promise.id, at, words, actorSubject: actor.subject, actorName: actor.name },
    });
    const heard = await whoHears(tx, at, promise);
    await writeAudit(tx, at, actor, inStory(asking, promise), {
      act: 'promise.chase',
      subjectType: 'promise',
      subjectId: promise.id,
      details: { handlerGroup: promise.handlerGroupKey, heard: heard.map(({ subject }) => subject) },
    });
    for (const { email } of heard) {
      if (email === null) continue;
      await sendMessage(tx, ground, {
        channel: 'email',
        recipient: email,
        subject: texts.chaseSubject,
        body: texts.chase(texts.promiseKind[promise.kind] ?? '', promise.dueAt, words),
        aboutType: 'promise',
        aboutId: promise.id,
        actor,
        correlationid: promise.correlationid,
      });
    }
    return { __typename: 'Promise', id: promise.id };
  });
}

async function whoHears(tx: Tx, at: Date, { assigneeSubject, handlerGroupKey }: CustomerPromise) {
  const there = assigneeSubject && (await standInFor(tx, assigneeSubject, at));
  const person = there && (await tx.staffMember.findUnique({ where: { subject: there } }));
  if (person) return [person];
  const members = await presentMembers(tx, handlerGroupKey, at);
  const leads = members.filter(({ lead }) => lead);
  return leads.length > 0 ? leads : members.slice(0, 1);
}
