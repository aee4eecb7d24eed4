import { optionalText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface NoteConsultationInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly search?: string | null;
  readonly productNumber?: string | null;
}

/** Notes a search, or an article that was opened, so that the wrap-up need not ask for it (M2). */
export function noteConsultation(ground: Ground, asking: Asking, input: NoteConsultationInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'noteConsultation', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const search = optionalText('search', input.search);
    const productNumber = optionalText('productNumber', input.productNumber);
    if (search === null && productNumber === null) throw invalid('search', texts.productOrSearch);
    if (productNumber !== null && (await tx.product.count({ where: { productNumber } })) === 0)
      throw invalid('productNumber', texts.productUnknown);
    const at = ground.ports.now();
    await tx.consultation.create({
      data: { contactId: contact.id, search, productNumber, agentSubject: identity.subject, at },
    });
    const act = { act: 'contact.consult', subjectType: 'contact', subjectId: contact.id } as const;
    await writeAudit(tx, at, actorOf(identity), inStory(asking, contact), act);
    return { __typename: 'Contact', id: contact.id };
  });
}
