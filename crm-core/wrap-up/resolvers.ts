import { batched } from '../batch.ts';
import { type ContactRow, loadContact } from '../contacts/load-contacts.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Prisma, ResultCode } from '../prisma/client/client.ts';
import { requireRole, viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { acceptWrapUp, isComplete } from './accept-wrap-up.ts';
import { type KeepResultCodeInput, keepResultCode } from './keep-result-code.ts';
import { noteConsultation } from './note-consultation.ts';
import { saveWrapUp } from './save-wrap-up.ts';
import { type Suggestion, suggest } from './suggest.ts';

type WrapUpRow = Prisma.WrapUpGetPayload<{ include: { result: true } }>;
type Change<Input> = (
  ground: Ground,
  asking: Asking,
  input: Input,
) => Promise<{ readonly __typename: string; readonly id?: string }>;

export function wrapUpResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const loadWrapUps = async (ids: string[]) => {
    const found = await prisma.wrapUp.findMany({
      where: { contactId: { in: ids } },
      include: { result: true },
    });
    return new Map(found.map((wrapUp) => [wrapUp.contactId, wrapUp]));
  };
  const mutation =
    <Input>(change: Change<Input>) =>
    (_: unknown, { input }: { input: Input }, asking: Asking) =>
      change(ground, asking, input);

  return {
    DateTime,
    Query: {
      resultCodes(_: unknown, { first }: { first: number }, asking: Asking) {
        requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
        return prisma.resultCode.findMany({
          orderBy: [{ position: 'asc' }, { key: 'asc' }],
          take: limited(first, 100),
        });
      },
      async wrapUpSuggestion(_: unknown, { contactId }: { contactId: string }, asking: Asking) {
        requireRole(asking, 'agent');
        const contact = await loadContact(ground, asking, contactId);
        return contact && suggest(prisma, ground, contact.id);
      },
    },
    Mutation: {
      saveWrapUp: mutation(saveWrapUp),
      acceptWrapUp: mutation(acceptWrapUp),
      noteConsultation: mutation(noteConsultation),
      async keepResultCode(_: unknown, { input }: { input: KeepResultCodeInput }, asking: Asking) {
        const done = await keepResultCode(ground, asking, input);
        return 'id' in done
          ? { ...done, ...(await prisma.resultCode.findUnique({ where: { key: done.id } })) }
          : done;
      },
    },
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      wrapUp: ({ id }: ContactRow, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? null : batched(asking, 'wrap-up', id, loadWrapUps),
    },
    WrapUp: {
      department: ({ departmentKey: key }: WrapUpRow) => key && { key },
      fromKnowledge: ({ fromKnowledge }: WrapUpRow) => fromKnowledge && asEnum(fromKnowledge),
      transferKind: ({ transferKind }: WrapUpRow) => transferKind && asEnum(transferKind),
    },
    WrapUpSuggestion: {
      department: ({ departmentKey: key }: Suggestion) => key && { key },
      fromKnowledge: ({ fromKnowledge }: Suggestion) => asEnum(fromKnowledge),
      transferKind: ({ transferKind }: Suggestion) => transferKind && asEnum(transferKind),
      complete: (suggestion: Suggestion) => isComplete(suggestion),
    },
    ResultCode: { meaning: ({ meaning }: ResultCode) => asEnum(meaning) },
  };
}
