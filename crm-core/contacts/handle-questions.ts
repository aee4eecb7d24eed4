import { type OpenedCase, toOpen } from '../cases/open-case.ts';
import { endStates } from '../cases/step-case.ts';
import type { Deed } from '../deed.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { readPlace } from '../reports/place.ts';
import { texts } from '../texts.ts';
import type { questionRows } from './draft.ts';
import { titleOf } from './title-of.ts';

type Row = ReturnType<typeof questionRows>[number];
export type HandledQuestion = Row & { readonly caseId: string | null };

/** Why a case is opened, by what became of its question. */
const reasons: Readonly<Record<string, string>> = {
  case: texts.openedInContact,
  callback: texts.callbackPromised,
  mailed: texts.mailedForCaller,
};

/**
 * A case for every question of a contact that others must answer, about to be opened. One that is about the same thing as
 * an earlier question goes along with the case of that one, as long as it is open.
 */
export async function toHandle(
  tx: Tx,
  ground: Ground,
  { correlationid, customerId, channelKey }: Pick<Contact, 'correlationid' | 'customerId' | 'channelKey'>,
  questions: readonly Row[],
  actor: Actor,
): Promise<{
  readonly deeds: readonly Deed[];
  readonly questions: readonly HandledQuestion[];
  /** By their ids. */
  readonly opened: ReadonlyMap<string, OpenedCase>;
}> {
  const joined = await withOpenCase(tx, questions);
  const waiting = questions.filter(
    ({ outcome, followsId }) => outcome !== null && outcome in reasons && !joined.has(followsId),
  );
  const cases = await toOpen(
    tx,
    ground,
    waiting.map(({ kind, text, productNumber, handlerGroupKey, outcome, place }) => ({
      kind,
      title: titleOf(text),
      description: text,
      productNumber,
      handlerGroupKey,
      place: place && readPlace('place', place),
      customerId,
      channelKey,
      correlationid,
      actor,
      reason: reasons[outcome ?? ''] ?? texts.openedInContact,
    })),
  );
  const caseOf = new Map(waiting.map(({ id }, index) => [id, cases[index]?.id ?? null]));
  return {
    deeds: cases.map(({ deed }) => deed),
    opened: new Map(cases.map((one) => [one.id, one])),
    questions: questions.map((question) => handled(question, caseOf.get(question.id) ?? null)),
  };
}

/** What is kept with the case is not kept twice. */
function handled(question: Row, caseId: string | null): HandledQuestion {
  return { ...question, caseId, feedback: null, place: caseId === null ? question.place : null };
}

/** Of the questions that these follow, those whose case is open. */
async function withOpenCase(tx: Tx, questions: readonly Row[]): Promise<ReadonlySet<string | null>> {
  const followed = questions.flatMap(({ followsId }) => followsId ?? []);
  if (followed.length === 0) return new Set();
  const rows = await tx.question.findMany({
    where: { id: { in: followed }, case: { state: { notIn: [...endStates] } } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
