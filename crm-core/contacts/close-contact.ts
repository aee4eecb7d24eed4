import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { lockContact } from './draft.ts';

export interface CloseContactInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
}

/** Is done with a contact: refused while one of its questions has no answer (R020). */
export function closeContact(ground: Ground, asking: Asking, input: CloseContactInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'closeContact', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'draft') throw conflict(texts.contactNotRegistered);
    if (contact.closedAt) throw conflict(texts.contactClosed);
    const open = (await openQuestions(tx, [contact.id])).get(contact.id) ?? 0;
    if (open > 0) throw conflict(texts.questionsOpen(open));
    const now = ground.ports.now();
    await tx.contact.update({ where: { id: contact.id }, data: { closedAt: now } });
    const act = { act: 'contact.close', subjectType: 'contact', subjectId: contact.id } as const;
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), act);
    return { __typename: 'Contact', id: contact.id };
  });
}

/** Contact id → how many of its questions wait for an answer. */
export async function openQuestions(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; open: bigint }[]>`
    select id::text, contact_open_questions(id) as open from unnest(${[...ids]}::uuid[]) as given (id)`;
  return new Map(rows.map(({ id, open }) => [id, Number(open)]));
}
