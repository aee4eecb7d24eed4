import { parseReference, printReference, speakReference } from '../contacts/reference.ts';
import { customerOf } from '../customers/cluster.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import { requireIdentity, viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { caseChanges } from './case-changes.ts';
import type { CaseState } from './case-status-changed.ts';
import { answerCase, returnCase, routeCase, takeCase } from './change-case.ts';
import { citizenStatus } from './citizen-status.ts';
import {
  type CaseRow,
  caseAsLeft,
  findCase,
  loadCase,
  openCasesOf,
  type WorklistFilter,
  worklist,
} from './load-cases.ts';

type Done = { readonly __typename: string; readonly id?: string };
type Change = CaseRow['changes'][number];

export function caseResolvers(ground: Ground): Resolvers {
  const answer = async (asking: Asking, done: Done) => {
    if (done.id === undefined) return done;
    const file = (await loadCase(ground, asking, done.id)) ?? (await caseAsLeft(ground, asking, done.id));
    return { ...file, __typename: 'Case' };
  };
  const mutation =
    <Input>(change: (ground: Ground, asking: Asking, input: Input) => Promise<Done>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking) =>
      answer(asking, await change(ground, asking, input));

  return {
    DateTime,
    Query: {
      case: (_: unknown, { id }: { id: string }, asking: Asking) => {
        requireIdentity(asking);
        return loadCase(ground, asking, id);
      },
      async caseByReference(_: unknown, { reference }: { reference: string }, asking: Asking) {
        viewOf(asking);
        const parsed = parseReference(reference);
        if (parsed.fault) return { __typename: 'InvalidInput', field: 'reference', message: parsed.message };
        const found = await findCase(ground, asking, parsed.code);
        return found
          ? { ...found, __typename: 'Case' }
          : { __typename: 'NotFound', message: texts.referenceUnknown };
      },
      worklist: (
        _: unknown,
        args: { filter: WorklistFilter; first: number; after?: string | null },
        asking: Asking,
      ) => worklist(ground, asking, args),
    },
    Mutation: {
      takeCase: mutation(takeCase),
      answerCase: mutation(answerCase),
      returnCase: mutation(returnCase),
      routeCase: mutation(routeCase),
    },
    Subscription: {
      caseChanged: {
        subscribe: (_: unknown, { caseId }: { caseId: string }, asking: Asking) =>
          caseChanges(ground, asking, caseId),
        resolve: (file: CaseRow) => file,
      },
    },
    Customer: {
      __resolveReference: (reference: object) => reference,
      openCases: ({ id }: { id: string }, { first }: { first: number }, asking: Asking) =>
        openCasesOf(ground, asking, id, first),
    },
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
      assigneeName: ({ assigneeName }: CaseRow, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? null : assigneeName,
      handlerGroup: ({ handlerGroupKey: key }: CaseRow) => ({ key }),
      customer: ({ customerId }: CaseRow, _: unknown, asking: Asking) =>
        customerOf(ground, asking, customerId),
      product: ({ productNumber }: CaseRow) => productNumber && { productNumber },
      contact: ({ question }: CaseRow) => question && { id: question.contactId },
      citizenStatus: ({ publications }: CaseRow) => citizenStatus(publications),
    },
    CaseChange: {
      state: ({ state }: Change) => asEnum(state),
      stateName: ({ state }: Change) => texts.stateName[state as CaseState],
      handlerGroup: ({ handlerGroupKey: key }: Change) => ({ key }),
    },
  };
}
