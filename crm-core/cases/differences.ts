import { batched } from '../batch.ts';
import type { Asking, Ground } from '../ports.ts';
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

/** All that changed in a case since a version of it, oldest first; at most 500. */
export async function differencesSince(
  { prisma }: Ground,
  caseId: string,
  since: number,
): Promise<Difference[]> {
  const where = { caseId, version: { gt: since } };
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
