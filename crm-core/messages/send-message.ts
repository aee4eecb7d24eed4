import type { Actor, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import type { MessageRequested } from './message-requested.ts';

export interface NewMessage {
  readonly channel: MessageRequested['channel'];
  /** An e-mail address, or a postal address in lines. */
  readonly recipient: string;
  readonly subject: string;
  /** Plain text, in the u-form. */
  readonly body: string;
  readonly aboutType: 'contact' | 'case' | 'promise' | 'digest' | 'amendment';
  readonly aboutId: string;
  readonly actor: Actor;
  readonly correlationid: string;
}

/**
 * Asks for something to be written to somebody, in the transaction of what it tells. Answers its id; what became of it
 * comes back as `crm.message.confirm`, which is proof that it was sent.
 */
export async function sendMessage(tx: Tx, ground: Ground, wanted: NewMessage): Promise<string> {
  const { actor, ...fields } = wanted;
  const now = ground.ports.now();
  const { id } = await tx.outgoingMessage.create({
    data: { ...fields, authorSubject: actor.subject, authorName: actor.name, requestedAt: now },
  });
  const { channel, recipient, subject, body, correlationid } = wanted;
  const data: MessageRequested = { messageId: id, channel, recipient, subject, body };
  await ground.ports.emit(tx, {
    type: 'crm.message.requested',
    time: now.toISOString(),
    correlationid,
    data,
  });
  await writeAudit(tx, now, actor, wanted, {
    act: 'message.request',
    subjectType: 'message',
    subjectId: id,
    details: { channel, about: wanted.aboutType },
  });
  return id;
}
