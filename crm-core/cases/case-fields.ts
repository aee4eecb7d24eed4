import { parseReference, printReference, speakReference } from '../contacts/reference.ts';
import { customerOf } from '../customers/cluster.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { CasePart, EndReason } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { shownPlace } from '../reports/place.ts';
import { asEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import type { CaseState } from './case-status-changed.ts';
import { citizenStatus } from './citizen-status.ts';
import { type ContactPerson, contactPersonOf } from './contact-person.ts';
import { type CaseChanged, differencesOf, editsOf } from './differences.ts';
import { type CaseRow, findCase, loadCase } from './load-cases.ts';
import { handOversOf, inquiriesOf, partsOf } from './load-details.ts';

type Change = CaseRow['changes'][number];

/** How the graph shows cases and what belongs to them. */
export function caseFields(ground: Ground): Resolvers {
  const forStaff =
    <T>(none: T, field: (file: CaseRow, asking: Asking) => T | Promise<T>) =>
    (file: CaseRow, _: unknown, asking: Asking) =>
      viewOf(asking).kind === 'own' ? none : field(file, asking);
  return {
    Case: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadCase(ground, asking, id),
      reference: ({ reference }: CaseRow) => printReference(reference),
      spokenReference: ({ reference }: CaseRow) => speakReference(reference),
      kind: ({ kind }: CaseRow) => asEnum(kind),
      state: ({ state }: CaseRow) => asEnum(state),
      stateName: ({ state }: CaseRow) => texts.stateName[state as CaseState],
      history: ({ changes, handlerGroup }: CaseRow, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own'
          ? changes.map((change) => ({ ...change, actorName: handlerGroup.name, reason: '' }))
          : changes,
      assigneeName: forStaff(null, ({ assigneeName }) => assigneeName),
      handlerGroup: ({ handlerGroupKey: key }: CaseRow) => ({ key }),
      customer: ({ customerId }: CaseRow, _: unknown, asking: Asking) =>
        customerOf(ground, asking, customerId),
      product: ({ productNumber }: CaseRow) => productNumber && { productNumber },
      contact: ({ question }: CaseRow) => question && { id: question.contactId },
      citizenStatus: ({ publications }: CaseRow) => citizenStatus(publications),
      place: (file: CaseRow) => shownPlace(file),
      inquiries: (file: CaseRow, _: unknown, asking: Asking) => inquiriesOf(ground, asking, file),
      duplicateOf: ({ duplicateOfId }: CaseRow, _: unknown, asking: Asking) =>
        duplicateOfId && loadCase(ground, asking, duplicateOfId),
      parts: (file: CaseRow, _: unknown, asking: Asking) => partsOf(ground, asking, file),
      edits: forStaff([], ({ id }, asking) => editsOf(ground, asking, id)),
      handOvers: (file: CaseRow, _: unknown, asking: Asking) => handOversOf(ground, asking, file),
      contactPerson: forStaff(null, (file, asking) => contactPersonOf(ground, asking, file)),
    },
    CaseChange: {
      state: ({ state }: Change) => asEnum(state),
      stateName: ({ state }: Change) => texts.stateName[state as CaseState],
      handlerGroup: ({ handlerGroupKey: key }: Change) => ({ key }),
    },
    CasePart: {
      state: ({ state }: CasePart) => asEnum(state),
      handlerGroup: ({ handlerGroupKey: key }: CasePart) => ({ key }),
    },
    EndReason: { outcome: ({ outcome }: EndReason) => asEnum(outcome) },
    ContactPerson: { handlerGroup: ({ handlerGroupKey: key }: ContactPerson) => ({ key }) },
    CaseChanged: { changes: (told: CaseChanged) => differencesOf(ground, told) },
  };
}

export async function caseByReference(ground: Ground, asking: Asking, reference: string) {
  viewOf(asking);
  const parsed = parseReference(reference);
  if (parsed.fault) return { __typename: 'InvalidInput', field: 'reference', message: parsed.message };
  const found = await findCase(ground, asking, parsed.code);
  return found
    ? { ...found, __typename: 'Case' }
    : { __typename: 'NotFound', message: texts.referenceUnknown };
}
