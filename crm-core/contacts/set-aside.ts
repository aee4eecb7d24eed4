import { limited } from '../page.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import type { QuestionInput } from './questions.ts';

/** What somebody typed in a draft. */
export interface Typed {
  readonly summary: string;
  readonly questions: readonly Pick<QuestionInput, 'text' | 'answer' | 'place' | 'feedback'>[];
}

export interface Save {
  readonly contactId: string;
  readonly sequence: number;
  /** The tab or machine. */
  readonly writer: string;
  readonly agent: Pick<Identity, 'subject' | 'name'>;
  readonly at: Date;
}

/** Keeps what was typed beside the draft, where what stands in the draft does not say all of it. */
export async function setAside(tx: Tx, typed: Typed, standing: Typed, save: Save): Promise<void> {
  const stands = saidIn(standing).join('\n');
  if (saidIn(typed).every((text) => stands.includes(text))) return;
  const { contactId, sequence, writer, agent, at } = save;
  await tx.draftText.create({
    data: {
      contactId,
      sequence,
      writer,
      agentSubject: agent.subject,
      agentName: agent.name,
      keptAt: at,
      content: {
        summary: typed.summary,
        questions: typed.questions.map(({ text, answer = null, place = null, feedback = null }) => ({
          text,
          answer,
          place: place as Prisma.InputJsonObject | null,
          feedback: feedback as Prisma.InputJsonObject | null,
        })),
      },
    },
  });
}

function saidIn({ summary, questions }: Typed): string[] {
  const said = questions.flatMap(({ text, answer, place, feedback }) => [
    text,
    answer,
    ...Object.values(place ?? {}),
    feedback?.recipient,
  ]);
  return [summary, ...said].flatMap((one) => (one ? String(one) : []));
}

/** What was kept beside a draft, newest first. */
export async function setAsideOf({ prisma }: Ground, asking: Asking, contactId: string, first: number) {
  requireRole(asking, 'agent');
  const kept = await prisma.draftText.findMany({
    where: { contactId },
    orderBy: [{ keptAt: 'desc' }, { id: 'desc' }],
    take: limited(first, 100),
  });
  return kept.map(({ content, ...one }) => ({ ...one, ...(content as unknown as Typed) }));
}
