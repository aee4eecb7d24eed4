import { mendCase } from '../cases/edit-case.ts';
import { endStates, lockCase } from '../cases/step-case.ts';
import { optionalText, requiredText } from '../clean-text.ts';
import { printReference } from '../contacts/reference.ts';
import { emailOf } from '../customers/email-of.ts';
import { sendMessage } from '../messages/send-message.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { differenceInDutch } from './in-dutch.ts';
import { keepDone } from './keep-done.ts';
import { type AmendInput, type ChangesInput, refuseOthers } from './read-changes.ts';
import type { Difference } from './terms.ts';

export type CaseText = { readonly title: string; readonly description: string };

/** Changes what a report says, under the same reference, and tells the customer only the difference (R147). */
export function amendCase(ground: Ground, asking: Asking, input: AmendInput & { readonly caseId: string }) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const now = ground.ports.now();
  return once(ground, asking, 'amend', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    const { before, after } = textsOf(file, input.changes);
    await mendCase(tx, ground, asking, identity, file, after);
    const of = { aboutType: 'case', aboutId: file.id, correlationid: file.correlationid };
    const id = await keepDone(tx, now, actorOf(identity), { ...of, before, after });
    const messageId = await tell(tx, ground, id, file, caseDifference(before, after), actorOf(identity));
    if (messageId !== null) await tx.amendment.update({ where: { id }, data: { messageId } });
    return { __typename: 'Amendment', id };
  });
}

/** What a report said, and what it is to say; refused where nothing changes. */
export function textsOf(file: Case, changes: ChangesInput): { before: CaseText; after: CaseText } {
  refuseOthers(changes, 'case');
  const { title, description } = file;
  const after = {
    title: changes.title == null ? title : requiredText('changes.title', changes.title),
    description:
      changes.description == null
        ? description
        : (optionalText('changes.description', changes.description) ?? ''),
  };
  if (after.title === title && after.description === description) throw conflict(texts.amendmentSame);
  return { before: { title, description }, after };
}

export function caseDifference(before: CaseText, after: CaseText): Difference[] {
  return (['title', 'description'] as const).flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, name: null, before: before[field], after: after[field] }],
  );
}

async function tell(
  tx: Tx,
  ground: Ground,
  aboutId: string,
  file: Case,
  difference: readonly Difference[],
  actor: { readonly subject: string; readonly name: string },
): Promise<string | null> {
  const recipient = file.customerId === null ? null : await emailOf(tx, file.customerId);
  if (recipient === null) return null;
  return sendMessage(tx, ground, {
    ...caseMessage(file, difference),
    channel: 'email',
    recipient,
    aboutType: 'amendment',
    aboutId,
    actor,
    correlationid: file.correlationid,
  });
}

/** What the customer of a report is written. */
export function caseMessage({ kind, reference: code }: Case, difference: readonly Difference[]) {
  const reference = printReference(code);
  const lines = difference.map((one) => differenceInDutch(kind, one));
  return {
    subject: texts.toldSubject(kind, 'change', reference),
    body: texts.toldChanged(kind, reference, lines),
  };
}
