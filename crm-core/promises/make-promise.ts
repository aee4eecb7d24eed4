import { sendMessage } from '../messages/send-message.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { type Why, writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';
import { giveLink } from './links.ts';

export type NewPromise = Omit<
  Prisma.CustomerPromiseUncheckedCreateInput,
  'id' | 'state' | 'madeAt' | 'madeBySubject' | 'madeByName' | 'lookAt' | 'step'
> & { readonly words: string };

/** Makes a promise, and writes its words to the customer where he can be written to (R071). Answers its id. */
export async function makePromise(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  why: Why,
  wanted: NewPromise,
): Promise<string> {
  const now = ground.ports.now();
  const { id } = await tx.customerPromise.create({
    data: { ...wanted, madeAt: now, madeBySubject: actor.subject, madeByName: actor.name, lookAt: now },
    select: { id: true },
  });
  await writeAudit(tx, now, actor, why, {
    act: 'promise.make',
    subjectType: 'promise',
    subjectId: id,
    details: { kind: wanted.kind, handlerGroup: wanted.handlerGroupKey },
  });
  if (wanted.email) {
    await tellCustomer(
      tx,
      ground,
      actor,
      { ...wanted, id, email: wanted.email },
      {
        subject: texts.promiseReceiptSubject,
        body: texts.promiseReceipt(wanted.words, await giveLink(tx, ground, id)),
      },
    );
  }
  return id;
}

/** Writes to the customer about a promise; tells whether that was possible. */
export async function tellCustomer(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  { id, email, correlationid }: { id: string; email: string | null; correlationid: string },
  said: { readonly subject: string; readonly body: string },
): Promise<string | null> {
  if (email === null) return null;
  return sendMessage(tx, ground, {
    ...said,
    channel: 'email',
    recipient: email,
    aboutType: 'promise',
    aboutId: id,
    actor,
    correlationid,
  });
}
