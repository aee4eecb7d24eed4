import { z } from 'zod';
import type { Command, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { toldSent } from '../promises/told-message.ts';

/** Command `crm.message.confirm`: what became of a message that was asked for. */
const confirmMessage = z.strictObject({
  messageId: z.uuid(),
  outcome: z.enum(['sent', 'failed']),
  occurredAt: z.iso.datetime(),
  /** Why it failed, without a personal value. */
  reason: z.string().nullable(),
});

/** Keeps what became of a message; the first answer stands, a repeated one changes nothing. */
export function messageCommand(ground: Ground): Command {
  return {
    shape: confirmMessage,
    async handle(tx, data, cause) {
      const { messageId, outcome, occurredAt, reason } = confirmMessage.parse(data);
      const settled = await tx.outgoingMessage.updateMany({
        where: { id: messageId, state: 'requested' },
        data: { state: outcome, reason, settledAt: new Date(occurredAt) },
      });
      if (settled.count === 0) return;
      await writeAudit(tx, ground.ports.now(), actorOfCause(cause), cause, {
        act: 'message.confirm',
        subjectType: 'message',
        subjectId: messageId,
        details: { outcome },
      });
      if (outcome === 'sent') await toldSent(tx, ground, messageId, new Date(occurredAt), cause);
    },
  };
}
