import { newId } from '../new-id.ts';
import type { Ground, Tx } from '../ports.ts';
import { comparisons } from './comparisons.ts';
import type { Weighed } from './decide.ts';
import { type Candidate, findCandidates } from './find-candidates.ts';
import { keepLearning } from './learn-from-stock.ts';
import type { Profile } from './profile.ts';

const together = 100;

/** Of a hundred customers so many are there twice, before anything is known of them. */
const doubled = 0.03;

/** Less sure than this is not worth a person's look. */
const worthwhile = 0.5;

/**
 * Works off a running search for duplicates, in batches of their own transaction, and proposes what is probably one
 * customer. Joins nobody. Answers how many customers it looked at; safe on several nodes at once.
 */
export async function searchDuplicates(ground: Ground): Promise<number> {
  const starting = await ground.prisma.matchRun.count({ where: { state: 'running', position: 0 } });
  if (starting > 0) await keepLearning(ground);
  let looked = 0;
  for (;;) {
    const count = await ground.prisma.$transaction((tx) => batch(ground, tx), {
      maxWait: 10_000,
      timeout: 120_000,
    });
    looked += count;
    if (count < together) return looked;
  }
}

async function batch({ prisma, ports }: Ground, tx: Tx): Promise<number> {
  const [run] = await tx.$queryRaw<{ id: string; position: number }[]>`
    select id::text, position from match_run where state = 'running' limit 1 for update skip locked`;
  if (!run) return 0;
  const next = await tx.$queryRaw<{ number: number; customerId: string; profile: Profile }[]>`
    select number, customer_id::text as "customerId", profile from match_profile
    where number > ${run.position}::int order by number limit ${together}::int`;
  let proposed = 0;
  for (const { customerId, profile } of next) {
    const { candidates } = await findCandidates(prisma, tx, profile, { known: doubled, except: customerId });
    const found = candidates.filter((candidate) => mayBeOne(profile, candidate));
    proposed += await propose(tx, run.id, customerId, found);
  }
  const done = next.length < together;
  await tx.matchRun.update({
    where: { id: run.id },
    data: {
      position: next.at(-1)?.number ?? run.position,
      looked: { increment: next.length },
      proposed: { increment: proposed },
      ...(done && { state: 'done', endedAt: ports.now() }),
    },
  });
  return next.length;
}

/** What the database would refuse to join is not proposed: another kind, or two different numbers. */
function mayBeOne(profile: Profile, { of, probability, evidence }: Weighed<Candidate>): boolean {
  const numbers = evidence.filter(({ field }) => field === 'national' || field === 'registered');
  const differ = numbers.some(({ field, level }) => level === levelsOf(field) - 1);
  return probability >= worthwhile && of.profile.kind === profile.kind && !differ;
}

function levelsOf(field: string): number {
  return comparisons.find(({ name }) => name === field)?.levels ?? 0;
}

/** Each two once; what was refused of any of their records is not proposed again, whatever they were joined with since. */
async function propose(tx: Tx, runId: string, customerId: string, found: readonly Weighed<Candidate>[]) {
  let count = 0;
  for (const { of, probability, evidence } of found)
    count += await tx.$executeRaw`
      insert into match_proposal (id, run_id, one_id, other_id, probability, evidence)
      select ${newId()}::uuid, ${runId}::uuid, least(one, other), greatest(one, other), ${probability}::float8,
        ${JSON.stringify(evidence)}::jsonb
      from (select ${customerId}::uuid as one, ${of.customerId}::uuid as other) as two
      where not exists (
        select from match_proposal
        where state = 'refused' and (
          (one_id in (select customer_cluster(one)) and other_id in (select customer_cluster(other)))
          or (one_id in (select customer_cluster(other)) and other_id in (select customer_cluster(one)))
        )
      )
      on conflict (one_id, other_id) do update
        set probability = excluded.probability, evidence = excluded.evidence, run_id = excluded.run_id
        where match_proposal.state = 'open'`;
  return count;
}
