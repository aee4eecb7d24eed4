import { batched } from '../batch.ts';
import { clusterOf, ownRecords, rootsOf } from '../customers/cluster.ts';
import { isUuid, limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireRole, viewOf } from '../privacy/who.ts';
import { asFollower } from './as-follower.ts';
import { openStates } from './step-case.ts';
import { seenBy } from './work-of.ts';

const include = {
  handlerGroup: true,
  endReason: true,
  question: { select: { contactId: true } },
  changes: { orderBy: { number: 'asc' }, take: 200 },
  publications: {
    where: { followerId: null },
    orderBy: { change: { number: 'asc' } },
    include: { change: { select: { state: true, number: true } } },
  },
} as const satisfies Prisma.CaseInclude;

export type CaseRow = Prisma.CaseGetPayload<{ include: typeof include }> & {
  /** The one who asks joined it: it is not his own. */
  readonly joined?: true;
};

const ofSomebody = new Set(['in-progress', 'answered']);

/** One case, if the one who asks may see it. Written down as read, where it is somebody's. */
export async function loadCase(ground: Ground, asking: Asking, id: string): Promise<CaseRow | null> {
  if (!isUuid(id)) return null;
  const load = async (ids: string[]) => {
    const found = await findCases(ground, asking, { id: { in: ids } });
    return new Map(found.map((file) => [file.id, file]));
  };
  return (await batched(asking, 'case', id.toLowerCase(), load)) ?? null;
}

/**
 * A case as somebody's last change left it, for the answer to that change alone: he may have given the case to others, and
 * what they make of it is not his to see. Null where he changed nothing.
 */
export async function caseAsLeft(ground: Ground, asking: Asking, id: string): Promise<CaseRow | null> {
  const { subject } = requireRole(asking, 'agent', 'expert', 'coordinator');
  const [file] = await read(ground, asking, { id }, 1);
  const last = file?.changes.findLast(({ actorSubject }) => actorSubject === subject);
  if (!file || !last) return null;
  const { state, handlerGroupKey, actorName, number } = last;
  return {
    ...file,
    state,
    handlerGroupKey,
    handlerGroup: await ground.prisma.handlerGroup.findUniqueOrThrow({ where: { key: handlerGroupKey } }),
    assigneeSubject: ofSomebody.has(state) ? subject : null,
    assigneeName: ofSomebody.has(state) ? actorName : null,
    answer: state === 'answered' ? file.answer : null,
    changes: file.changes.filter((change) => change.number <= number),
    publications: file.publications.filter(({ change }) => change.number <= number),
  };
}

/** The case with this reference, be it the first reporter's or that of one who joined it. */
export async function findCase(ground: Ground, asking: Asking, reference: string): Promise<CaseRow | null> {
  const byReference = { OR: [{ reference }, { followers: { some: { reference } } }] };
  const found = await findCases(ground, asking, byReference, 2);
  return found.find((file) => file.reference === reference) ?? found[0] ?? null;
}

/** The open cases of a customer of today, the one due first on top. */
export async function openCasesOf(ground: Ground, asking: Asking, customerId: string, first: number) {
  const cluster = await clusterOf(ground.prisma, customerId);
  const theirs = { in: cluster };
  const where = { OR: [{ customerId: theirs }, { followers: { some: { customerId: theirs } } }] };
  return findCases(ground, asking, { ...where, state: { in: [...openStates] } }, limited(first, 50));
}

/** Cases that somebody may see, the one due first on top unless said otherwise. */
export async function findCases(
  ground: Ground,
  asking: Asking,
  where: Prisma.CaseWhereInput,
  take = 500,
  orderBy?: Prisma.CaseOrderByWithRelationInput[],
) {
  return read(ground, asking, { AND: [where, await visibleCases(ground, asking)] }, take, orderBy);
}

/** Whoever may see them; written down. */
async function read(
  ground: Ground,
  asking: Asking,
  where: Prisma.CaseWhereInput,
  take: number,
  orderBy: Prisma.CaseOrderByWithRelationInput[] = [{ dueAt: 'asc' }, { id: 'asc' }],
) {
  const found = await ground.prisma.case.findMany({
    where,
    include,
    orderBy,
    take,
  });
  const files = await asSeen(ground, asking, found);
  const roots = await rootsOf(
    ground.prisma,
    files.flatMap(({ customerId }) => customerId ?? []),
  );
  await auditRead(ground, asking, [...roots.values()]);
  return files;
}

/** What somebody may see of all cases. */
export async function visibleCases(ground: Ground, asking: Asking): Promise<Prisma.CaseWhereInput> {
  const view = viewOf(asking);
  if (view.kind === 'all') return {};
  if (view.kind === 'own') {
    const own = { in: await ownRecords(ground, view.identity) };
    return { OR: [{ customerId: own }, { followers: { some: { customerId: own } } }] };
  }
  return seenBy(view);
}

/** Whoever joined somebody else's case sees of it what he said himself, and what became of it. */
async function asSeen(ground: Ground, asking: Asking, files: readonly CaseRow[]): Promise<CaseRow[]> {
  const view = viewOf(asking);
  if (view.kind !== 'own') return [...files];
  const own = new Set(await ownRecords(ground, view.identity));
  const joined = files.filter(({ customerId }) => customerId === null || !own.has(customerId));
  if (joined.length === 0) return [...files];
  const followers = await ground.prisma.caseFollower.findMany({
    where: { caseId: { in: joined.map(({ id }) => id) }, customerId: { in: [...own] } },
    include: { publications: { ...include.publications, where: {} } },
  });
  return files.map((file) => {
    const follower = joined.includes(file) && followers.find(({ caseId }) => caseId === file.id);
    if (!follower) return file;
    return { ...asFollower(file, follower), publications: follower.publications, joined: true };
  });
}
