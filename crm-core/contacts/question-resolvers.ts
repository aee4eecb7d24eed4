import { batched } from '../batch.ts';
import { loadCase } from '../cases/load-cases.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import { viewOf } from '../privacy/who.ts';
import type { PlaceInput } from '../reports/place.ts';
import { asEnum } from '../scalars.ts';
import { type ContactRow, loadContact } from './load-contacts.ts';
import { printReference } from './reference.ts';

type QuestionRow = ContactRow['questions'][number] & { readonly handledBy?: HandledBy | undefined };

/** What a contact says by itself of the case of a question. */
export interface HandledBy {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly dueAt: Date;
}

interface Handling {
  readonly case: (Omit<HandledBy, 'dueAt'> & { readonly dueAt: string }) | null;
  readonly answeredAt: Date | null;
  readonly firstId: string | null;
  readonly firstContactId: string | null;
}

export function questionResolvers(ground: Ground): Resolvers {
  const handling = (asking: Asking, { id, caseId, followsId }: QuestionRow) =>
    caseId === null && followsId === null
      ? undefined
      : batched(asking, 'handling of question', id, (ids) => handlingOf(ground, ids));
  return {
    kind: ({ kind }: QuestionRow) => asEnum(kind),
    outcome: ({ outcome }: QuestionRow) => outcome && asEnum(outcome),
    product: ({ productNumber }: QuestionRow) => productNumber && { __typename: 'Product', productNumber },
    handlerGroup: ({ handlerGroupKey: key }: QuestionRow) => key && { key },
    async case(question: QuestionRow, _: unknown, asking: Asking) {
      const known = question.handledBy ?? (await handling(asking, question))?.case;
      const file = known && (await asSeen(ground, asking, known));
      if (!file) return null;
      const { id, reference, state, dueAt } = file;
      return {
        __typename: 'Case',
        id,
        reference: printReference(reference),
        state: asEnum(state),
        dueAt: new Date(dueAt),
      };
    },
    answeredAt: async (question: QuestionRow, _: unknown, asking: Asking) =>
      question.answeredAt ?? (await handling(asking, question))?.answeredAt ?? null,
    async follows(question: QuestionRow, _: unknown, asking: Asking) {
      const first = await handling(asking, question);
      if (!first?.firstContactId) return null;
      const contact = await loadContact(ground, asking, first.firstContactId);
      return contact?.questions.find(({ id }) => id === first.firstId) ?? null;
    },
    place: ({ place }: QuestionRow) => typedPlace(place),
    feedback: ({ feedback }: QuestionRow, _: unknown, asking: Asking) =>
      viewOf(asking).kind === 'all' ? feedback : null,
    referral: ({ outsideBodyKey, handOver }: QuestionRow) =>
      outsideBodyKey && handOver
        ? { outsideBody: { key: outsideBodyKey }, handOver: asEnum(handOver) }
        : null,
  };
}

/** An agent sees every case; whoever does not, sees of it what the cases themselves let him see. */
function asSeen(ground: Ground, asking: Asking, file: NonNullable<Handling['case']> | HandledBy) {
  return viewOf(asking).kind === 'all' ? file : loadCase(ground, asking, file.id);
}

/** Of questions with a case, of their own or of the question that they follow: which case, and when it was answered. */
async function handlingOf({ prisma }: Ground, ids: readonly string[]): Promise<Map<string, Handling>> {
  const rows = await prisma.$queryRaw<(Handling & { id: string })[]>`
    select question.id::text, case when file.id is not null then json_build_object(
        'id', file.id, 'reference', file.reference, 'state', file.state, 'dueAt', file.due_at
      ) end as case,
      case when file.state in ('answered', 'closed') then (
        select max(change.at) from case_change change where change.case_id = file.id and change.state = 'answered'
      ) end as "answeredAt",
      first.id::text as "firstId", first.contact_id::text as "firstContactId"
    from question
    left join question first on first.id = question.follows_id
    left join case_file file on file.id = coalesce(question.case_id, first.case_id)
    where question.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** A place as it was typed, complete or not. */
export function typedPlace(place: unknown) {
  if (!place) return null;
  const { latitude = null, longitude = null, precision = null, ...words } = place as PlaceInput;
  return { ...words, latitude, longitude, precision: precision ?? (latitude === null ? 'STREET' : 'EXACT') };
}
