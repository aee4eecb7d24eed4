import { batched } from '../batch.ts';
import { type ContactRow, loadContact } from '../contacts/load-contacts.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Intake } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { type AskQuestionInput, askQuestion } from './ask-question.ts';
import { splitQuestions } from './split-questions.ts';

export function intakeResolvers(ground: Ground): Resolvers {
  const load = async (ids: string[]) => {
    const intakes = await ground.prisma.intake.findMany({ where: { contactId: { in: ids } } });
    return new Map(intakes.map((intake) => [intake.contactId, intake]));
  };
  return {
    DateTime,
    Mutation: {
      askQuestion: (_: unknown, { input }: { input: AskQuestionInput }, asking: Asking) =>
        askQuestion(ground, asking, input),
    },
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      intake: ({ id }: ContactRow, _: unknown, asking: Asking) => batched(asking, 'intake', id, load),
    },
    Intake: {
      answerBy: ({ answerBy }: Intake) => asEnum(answerBy),
      remarks: ({ remarks }: Intake, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? [] : remarks,
      suggestedQuestions: ({ text }: Intake) => splitQuestions(text),
    },
  };
}
