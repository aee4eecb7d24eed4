import { batched } from '../batch.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import type { Complaint } from '../refusal.ts';
import { texts } from '../texts.ts';
import type { CaseState } from './case-status-changed.ts';

/** Something of a case that is not as it was. */
export interface Difference {
  readonly version: number;
  readonly at: Date;
  readonly actorName: string;
  readonly field: string;
  readonly fieldName: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
}

const most = 500;

/** The answer to who saw another version of a case, with the case as it was read for it. */
export type CaseChanged = Extract<Complaint, { readonly __typename: 'CaseChanged' }> & {
  readonly case?: Pick<Case, 'version'> | null;
};

export function isCaseChanged(answer: { readonly __typename: string }): answer is CaseChanged {
  return answer.__typename === 'CaseChanged';
}

/** All that changed in a case since the version that was seen, up to the case that is shown with it, oldest first; at most 500. */
export async function differencesOf(
  { prisma }: Ground,
  { caseId, since, case: shown }: CaseChanged,
): Promise<Difference[]> {
  const until = shown?.version ?? since; // a case that is not his to see any more has changes that are not his to see
  const where = { caseId, version: { gt: since, lte: until } };
  const page = { where, orderBy: { version: 'asc' }, take: most } as const;
  const [edits, changes, before] = await Promise.all([
    prisma.caseEdit.findMany(page),
    prisma.caseChange.findMany(page),
    prisma.caseChange.findFirst({
      where: { caseId, version: { lte: since } },
      orderBy: { version: 'desc' },
    }),
  ]);
  const states = [before, ...changes].map((change) => change && texts.stateName[change.state as CaseState]);
  const steps = changes.map((change, index) => ({
    ...change,
    field: 'state',
    before: states[index] ?? null,
    after: states[index + 1] ?? null,
  }));
  return [...edits, ...steps]
    .map((difference) => ({
      ...difference,
      fieldName: texts.fieldName[difference.field] ?? difference.field,
    }))
    .sort((a, b) => a.version - b.version)
    .slice(0, most);
}

/** The same from the beginning, as the history of the fields that somebody mended. */
export async function editsOf({ prisma }: Ground, asking: Asking, caseId: string): Promise<Difference[]> {
  const load = async (ids: string[]) => {
    const edits = await prisma.caseEdit.findMany({
      where: { caseId: { in: ids } },
      orderBy: [{ version: 'asc' }, { field: 'asc' }],
      take: most * ids.length,
    });
    const named = edits.map((edit) => ({ ...edit, fieldName: texts.fieldName[edit.field] ?? edit.field }));
    return new Map(ids.map((id) => [id, named.filter((edit) => edit.caseId === id)]));
  };
  return (await batched(asking, 'case edits', caseId, load)) ?? [];
}
