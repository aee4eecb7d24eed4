import { cleanText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { announceContact, lockContact } from './draft.ts';

export interface HandDraftInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly toAgent: string;
}

/** Gives a draft to a colleague, with all that was typed in it. */
export function handDraft(ground: Ground, asking: Asking, input: HandDraftInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'handDraft', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'registered') throw conflict(texts.contactRegistered);
    const subject = cleanText('toAgent', input.toAgent);
    const colleague = await tx.staffMember.findUnique({ where: { subject } });
    if (!colleague) throw invalid('toAgent', texts.colleagueUnknown);
    const now = ground.ports.now();
    await tx.contact.update({
      where: { id: contact.id },
      data: { agentSubject: subject, agentName: colleague.name, touchedAt: now },
    });
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'contact.hand',
      subjectType: 'contact',
      subjectId: contact.id,
      details: { to: subject },
    });
    await announceContact(tx, ground, contact);
    return { __typename: 'Contact', id: contact.id };
  });
}
