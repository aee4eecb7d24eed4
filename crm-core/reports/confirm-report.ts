import { statusUrl } from '../cases/tell-status.ts';
import { printReference } from '../contacts/reference.ts';
import { titleOf } from '../contacts/title-of.ts';
import { sendMessage } from '../messages/send-message.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Case, CaseFollower, FeedbackWish } from '../prisma/client/client.ts';
import { dutchDay } from '../scalars.ts';
import { texts } from '../texts.ts';

/** Writes to a reporter under which reference his report is kept, who handles it and when he has an answer (R150). */
export async function confirmReport(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  file: Case,
  follower: CaseFollower | null,
  { channel, recipient }: FeedbackWish,
): Promise<void> {
  if (recipient === null || channel === 'phone') return;
  const { name } = await tx.handlerGroup.findUniqueOrThrow({ where: { key: file.handlerGroupKey } });
  const reference = printReference(follower?.reference ?? file.reference);
  await sendMessage(tx, ground, {
    channel: channel === 'letter' ? 'letter' : 'email',
    recipient,
    subject: texts.confirmationSubject(file.kind, reference),
    body: texts.confirmationBody({
      kind: file.kind,
      reference,
      title: follower ? titleOf(follower.text) : file.title,
      group: name,
      due: dutchDay(file.dueAt),
      url: statusUrl(ground.ports, reference),
    }),
    aboutType: 'case',
    aboutId: file.id,
    actor,
    correlationid: file.correlationid,
  });
}
