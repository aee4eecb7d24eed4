import type { Outcome, QuestionInput } from '../contacts/questions.ts';
import { registerDraft } from '../contacts/register-contact.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Question } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { asEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { type Suggestion, suggest } from './suggest.ts';

export interface AcceptWrapUpInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
}

/** Registers a draft with what is suggested: what was typed stands, the rest is known (R032, M2). */
export function acceptWrapUp(ground: Ground, asking: Asking, input: AcceptWrapUpInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'acceptWrapUp', input, async (tx) => {
    const { contactId } = input;
    const suggested = await suggest(tx, ground, contactId);
    if (suggested === null) throw notFound(texts.contactUnknown);
    if (!isComplete(suggested)) throw conflict(texts.nothingSuggested);
    const contact = await tx.contact.findUniqueOrThrow({
      where: { id: contactId },
      include: { questions: { orderBy: { position: 'asc' } } },
    });
    const { departmentKey, fromKnowledge, result, transferKind } = suggested;
    await registerDraft(tx, ground, asking, {
      contactId,
      summary: contact.summary,
      anonymous: contact.anonymous,
      questions: (contact.questions.length > 0 ? contact.questions : [null]).map((typed) =>
        questionOf(suggested, contact.summary, typed),
      ),
    });
    const said = {
      departmentKey,
      resultKey: result.key,
      fromKnowledge,
      transferKind,
      agentSubject: identity.subject,
      savedAt: ground.ports.now(),
    };
    await tx.wrapUp.upsert({ where: { contactId }, create: { contactId, ...said }, update: said });
    return { __typename: 'Contact', id: contactId };
  });
}

/** What was typed of a question, and what is known for the rest. */
function questionOf(suggested: Complete, summary: string, typed: Question | null): QuestionInput {
  const known = knownQuestion(suggested, summary);
  if (typed === null) return known;
  return {
    kind: asEnum(typed.kind),
    text: typed.text || known.text,
    productNumber: typed.productNumber ?? known.productNumber ?? null,
    outcome: typed.outcome === null ? (known.outcome ?? null) : (asEnum(typed.outcome) as Outcome),
    handlerGroup: typed.handlerGroupKey ?? known.handlerGroup ?? null,
    answer: typed.answer ?? known.answer ?? null,
    answeredFromKnowledge: typed.answeredFromKnowledge ?? known.answeredFromKnowledge ?? null,
    followsQuestionId: typed.followsId,
  };
}

function knownQuestion(
  { topic, departmentKey, fromKnowledge, result }: Complete,
  summary: string,
): QuestionInput {
  const transferred = result.meaning === 'transferred';
  return {
    kind: 'QUESTION',
    text: summary || topic.name,
    productNumber: topic.productNumber,
    outcome: transferred ? 'TRANSFERRED' : 'ANSWERED',
    handlerGroup: transferred ? departmentKey : null,
    answer: transferred ? null : texts.answeredFromArticle(topic.name),
    answeredFromKnowledge: fromKnowledge === 'yes',
  };
}

type Complete = Suggestion & {
  readonly topic: NonNullable<Suggestion['topic']>;
  readonly result: NonNullable<Suggestion['result']>;
};

/** Whether it is enough to register a contact with. */
export function isComplete(suggestion: Suggestion | null): suggestion is Complete {
  return suggestion !== null && suggestion.topic !== null && suggestion.result !== null;
}
