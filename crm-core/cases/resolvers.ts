import { batched } from '../batch.ts';
import { assignCase, pullBackCase, returnCase, routeCase } from '../dispatch/bring-case.ts';
import { type WorklistArgs, worklist } from '../dispatch/worklist.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import { requireIdentity, requireRole } from '../privacy/who.ts';
import { DateTime, LocalDate } from '../scalars.ts';
import { caseChanges } from './case-changes.ts';
import { caseByReference, caseFields } from './case-fields.ts';
import { answerCase, takeCase, tellProgress } from './change-case.ts';
import { correctKind } from './correct-kind.ts';
import { isCaseChanged } from './differences.ts';
import { editCase } from './edit-case.ts';
import { closeCase, withdrawCase } from './end-case.ts';
import { handOverCase, recordOutsideBody } from './hand-over.ts';
import { askCustomer, replyToCase } from './inquiries.ts';
import { type CaseRow, caseAsLeft, loadCase, openCasesOf } from './load-cases.ts';
import { answerPart, askPart, declinePart, takePart } from './parts.ts';
import { reopenCase } from './reopen-case.ts';

type Done = { readonly __typename: string; readonly id?: string };

export function caseResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const mutation =
    <Input>(change: (ground: Ground, asking: Asking, input: Input) => Promise<Done>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking) => {
      const done = await change(ground, asking, input);
      if (isCaseChanged(done)) return { ...done, case: await loadCase(ground, asking, done.caseId) };
      if (done.id === undefined) return done;
      const file = (await loadCase(ground, asking, done.id)) ?? (await caseAsLeft(ground, asking, done.id));
      return { ...file, __typename: 'Case' };
    };

  return {
    DateTime,
    Date: LocalDate,
    Query: {
      case: (_: unknown, { id }: { id: string }, asking: Asking) => {
        requireIdentity(asking);
        return loadCase(ground, asking, id);
      },
      caseByReference: (_: unknown, { reference }: { reference: string }, asking: Asking) =>
        caseByReference(ground, asking, reference),
      worklist: (_: unknown, args: WorklistArgs, asking: Asking) => worklist(ground, asking, args),
      endReasons(_: unknown, { first }: { first: number }, asking: Asking) {
        requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
        const take = limited(first, 100);
        return prisma.endReason.findMany({ where: { active: true }, orderBy: { position: 'asc' }, take });
      },
      outsideBodies(_: unknown, { first }: { first: number }, asking: Asking) {
        requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
        return prisma.outsideBody.findMany({ orderBy: { name: 'asc' }, take: limited(first, 200) });
      },
    },
    Mutation: {
      takeCase: mutation(takeCase),
      answerCase: mutation(answerCase),
      tellProgress: mutation(tellProgress),
      askCustomer: mutation(askCustomer),
      replyToCase: mutation(replyToCase),
      closeCase: mutation(closeCase),
      withdrawCase: mutation(withdrawCase),
      reopenCase: mutation(reopenCase),
      correctKind: mutation(correctKind),
      editCase: mutation(editCase),
      returnCase: mutation(returnCase),
      routeCase: mutation(routeCase),
      pullBackCase: mutation(pullBackCase),
      assignCase: mutation(assignCase),
      askPart: mutation(askPart),
      takePart: mutation(takePart),
      answerPart: mutation(answerPart),
      declinePart: mutation(declinePart),
      handOverCase: mutation(handOverCase),
      async recordOutsideBody(
        _: unknown,
        { input }: { input: Parameters<typeof recordOutsideBody>[2] },
        asking: Asking,
      ) {
        const done = await recordOutsideBody(ground, asking, input);
        if (done.__typename !== 'OutsideBody') return done;
        const body = await prisma.outsideBody.findUnique({ where: { key: input.key.trim() } });
        return { ...body, __typename: 'OutsideBody' };
      },
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
    OutsideBody: {
      __resolveReference: ({ key }: { key: string }, asking: Asking) =>
        batched(asking, 'outside body', key, async (keys) => {
          const bodies = await prisma.outsideBody.findMany({ where: { key: { in: keys } } });
          return new Map(bodies.map((body) => [body.key, body]));
        }),
    },
    ...caseFields(ground),
  };
}
