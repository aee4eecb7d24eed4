import { cleanText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

/** What is answered by yes or no. */
const ticks = [
  'questionClear',
  'backOfficeReached',
  'askedToCallLater',
  'mailedForCaller',
  'reportMade',
  'afterConsultation',
  'wasInKnowledge',
  'knowledgeSkipped',
  'phoneBookUsed',
  'knowledgeUnclear',
  'siteUnclear',
  'complaintRecognised',
  'askedOnEnough',
] as const;

type Ticks = { readonly [Tick in (typeof ticks)[number]]?: boolean | null };

export interface SaveWrapUpInput extends Ticks {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly department?: string | null;
  readonly result?: string | null;
  readonly fromKnowledge?: string | null;
  readonly transferKind?: string | null;
}

/** Keeps what was clicked of the ombudsman's form (R039), during the contact or after it; what is left out stays as it is. */
export function saveWrapUp(ground: Ground, asking: Asking, input: SaveWrapUpInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'saveWrapUp', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const now = ground.ports.now();
    const fields = {
      ...said(Object.fromEntries(ticks.map((tick) => [tick, input[tick]])) as Ticks),
      ...(await namedIn(tx, input)),
      agentSubject: identity.subject,
      savedAt: now,
    };
    await tx.wrapUp.upsert({
      where: { contactId: contact.id },
      create: { contactId: contact.id, ...fields },
      update: fields,
    });
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'contact.wrap-up',
      subjectType: 'contact',
      subjectId: contact.id,
      details: { fields: Object.keys(fields) },
    });
    return { __typename: 'Contact', id: contact.id };
  });
}

async function namedIn(tx: Tx, { department, result, fromKnowledge, transferKind }: SaveWrapUpInput) {
  const given = {
    departmentKey: department && cleanText('department', department),
    resultKey: result && cleanText('result', result),
    fromKnowledge: fromKnowledge && fromEnum(fromKnowledge),
    transferKind: transferKind && fromEnum(transferKind),
  };
  const { departmentKey, resultKey } = given;
  if (departmentKey && (await tx.handlerGroup.count({ where: { key: departmentKey } })) === 0)
    throw invalid('department', texts.groupUnknown);
  if (resultKey && (await tx.resultCode.count({ where: { key: resultKey, active: true } })) === 0)
    throw invalid('result', texts.resultUnknown);
  return said(given);
}

/** Without what was left out; null takes back what was said. */
function said<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
