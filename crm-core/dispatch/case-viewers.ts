import { visibleCases } from '../cases/load-cases.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { CaseViewer } from '../prisma/client/client.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { requireWorker } from './worklist.ts';

/** How long somebody counts as looking after he last said so. */
const lookMs = 60_000;
const mostShown = 50;

export interface Viewers {
  readonly caseId: string;
  readonly viewers: readonly CaseViewer[];
}

interface LookInput {
  readonly caseId: string;
  readonly doing: string;
}

/** Says that somebody has a case open for a minute more; the others who have it open see him at once, on whatever node. */
export async function lookAtCase(ground: Ground, asking: Asking, { caseId, doing: told }: LookInput) {
  const { subject, name } = requireWorker(asking);
  if (!(await maySee(ground, asking, caseId))) return nothing;
  const doing = fromEnum(told);
  const now = ground.ports.now();
  const before = (await viewersOf(ground, caseId)).find((viewer) => viewer.subject === subject);
  const until = new Date(now.getTime() + lookMs);
  await ground.prisma.caseViewer.upsert({
    where: { caseId_subject: { caseId, subject } },
    create: { caseId, subject, name, doing, until },
    update: { name, doing, until },
  });
  if (before?.doing !== doing) announce(ground, caseId);
  return { __typename: 'CaseViewers', caseId, viewers: await viewersOf(ground, caseId) };
}

export async function leaveCase(ground: Ground, asking: Asking, { caseId }: { readonly caseId: string }) {
  const { subject } = requireWorker(asking);
  if (!(await maySee(ground, asking, caseId))) return nothing;
  const { count } = await ground.prisma.caseViewer.deleteMany({ where: { caseId, subject } });
  if (count > 0) announce(ground, caseId);
  return { __typename: 'CaseViewers', caseId, viewers: await viewersOf(ground, caseId) };
}

const nothing = { __typename: 'NotFound', message: texts.caseUnknown };

export async function caseViewers(ground: Ground, asking: Asking, caseId: string): Promise<Viewers | null> {
  requireWorker(asking);
  if (!(await maySee(ground, asking, caseId))) return null;
  return { caseId, viewers: await viewersOf(ground, caseId) };
}

/** Who has a case open: now and at every change, for as long as the one who asks may see the case. */
export function caseViewersChanges(ground: Ground, asking: Asking, caseId: string): AsyncGenerator<Viewers> {
  requireWorker(asking);
  return changesOf(ground, asking, caseId);
}

async function* changesOf(ground: Ground, asking: Asking, caseId: string): AsyncGenerator<Viewers> {
  const stop = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
  try {
    const changes = ground.ports.listen(topicOf(caseId), signal);
    const first = await caseViewers(ground, asking, caseId);
    if (!first) return;
    yield first;
    for await (const _ of changes) {
      const viewers = await caseViewers(ground, asking, caseId);
      if (!viewers) return;
      yield viewers;
    }
  } finally {
    stop.abort();
  }
}

/** Forgets those who did not say it again, and shows that to who still looks. Answers how many it forgot. */
export async function forgetViewers(ground: Ground): Promise<number> {
  const gone = await ground.prisma.$queryRaw<{ caseId: string }[]>`
    delete from case_viewer where until <= ${ground.ports.now()} returning case_id::text as "caseId"`;
  for (const caseId of new Set(gone.map((viewer) => viewer.caseId))) announce(ground, caseId);
  return gone.length;
}

function viewersOf({ prisma, ports }: Ground, caseId: string) {
  return prisma.caseViewer.findMany({
    where: { caseId, until: { gt: ports.now() } },
    orderBy: [{ name: 'asc' }, { subject: 'asc' }],
    take: mostShown,
  });
}

async function maySee(ground: Ground, asking: Asking, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const where = { AND: [{ id }, await visibleCases(ground, asking)] };
  return (await ground.prisma.case.count({ where })) > 0;
}

function announce({ ports }: Ground, caseId: string) {
  ports.announce(topicOf(caseId), { caseId });
}

function topicOf(caseId: string): string {
  return `viewers:${caseId}`;
}
