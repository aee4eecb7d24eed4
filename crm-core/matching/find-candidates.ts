import type { Tx } from '../ports.ts';
import { type Field, withoutStopValues } from './comparisons.ts';
import { type Decision, decide, type Weighed, weighCandidates } from './decide.ts';
import { keysOf, type MatchKey } from './keys.ts';
import { type Knowledge, knowledgeOf, readKnowledge } from './knowledge.ts';
import type { Model } from './model.ts';
import type { Profile } from './profile.ts';

export interface Candidate {
  readonly customerId: string;
  readonly profile: Profile;
}

export interface Matching {
  readonly decision: Decision;
  /** The surest first. */
  readonly candidates: readonly Weighed<Candidate>[];
}

export interface Search {
  /** How often somebody like this is a customer already. */
  readonly known?: number;
  /** Who asks about himself is no candidate. */
  readonly except?: string;
}

/** A value that more profiles share says nothing about who somebody is. */
const mostShared = 200;

/** So many are compared: those who share most, and the rarest. */
const mostCompared = 48;

/** Somebody who turns to the city is in seven cases of ten a customer already. */
const usuallyKnown = 0.7;

/**
 * Who among all customers is probably meant, in one statement for whatever number of them: the keys lead to those who share
 * something, the rarest keys count most, and only the best of these are compared. `owner` keeps what matching knows.
 */
export async function findCandidates(
  owner: object,
  tx: Tx,
  asked: Profile,
  { known = usuallyKnown, except }: Search = {},
): Promise<Matching> {
  let knowledge = await knowledgeOf(owner, tx);
  let meant = withoutStopValues(asked, knowledge.stops);
  let keys = keysOf(meant);
  if (keys.length === 0) return { decision: 'new', candidates: [] };
  let read = await lookUp(tx, keys, except);
  if (read.revision !== knowledge.revision) {
    knowledge = await readKnowledge(owner, tx);
    meant = withoutStopValues(asked, knowledge.stops);
    keys = keysOf(meant);
    read = await lookUp(tx, keys, except);
  }
  const { model, profile } = byRarity(knowledge, meant, keys, read.shared);
  const { stops } = knowledge;
  const found = read.found.map((candidate) => ({
    ...candidate,
    profile: withoutStopValues(candidate.profile, stops),
  }));
  const candidates = weighCandidates(profile, found, model, { customers: knowledge.customers, known });
  return { decision: decide(candidates), candidates };
}

interface LookedUp {
  readonly revision: number;
  /** Key → how many profiles have it, up to one more than `mostShared`. */
  readonly shared: Readonly<Record<string, number>>;
  readonly found: readonly Candidate[];
}

async function lookUp(tx: Tx, keys: readonly MatchKey[], except: string | undefined): Promise<LookedUp> {
  const [row] = await tx.$queryRaw<{ answer: LookedUp }[]>`
    with hits as materialized (
      select key, array(
        select number from match_key where match_key.key = asked.key limit ${mostShared + 1}::int
      ) as numbers
      from unnest(${keys.map(({ key }) => key.toString())}::bigint[]) as asked (key)
    ), ranked as (
      select number, sum(ln(1 + ${mostShared}::float8 / cardinality(numbers))) as weight
      from hits cross join lateral unnest(numbers) as number
      where cardinality(numbers) <= ${mostShared}::int
      group by number order by weight desc, number limit ${mostCompared}::int
    )
    select json_build_object(
      'revision', (select revision from match_revision),
      'shared', (select coalesce(json_object_agg(key, cardinality(numbers)), '{}') from hits),
      'found', (
        select coalesce(json_agg(json_build_object('customerId', customer_id, 'profile', profile)), '[]')
        from ranked join match_profile using (number)
        where customer_id is distinct from ${except ?? null}::uuid
      )
    ) as answer`;
  return row?.answer ?? { revision: 0, shared: {}, found: [] };
}

/** The weights of this search: a value counts by how many have it, and not at all when too many do. */
function byRarity(
  { model, customers }: Knowledge,
  meant: Profile,
  keys: readonly MatchKey[],
  shared: Readonly<Record<string, number>>,
): { model: Model; profile: Profile } {
  const counted: Partial<Record<Field, Record<string, number>>> = {};
  const tooMany = new Set<string>();
  for (const { key, kind, value } of keys) {
    if (value === undefined) continue;
    const field = kind as Field;
    const count = Math.max(shared[key.toString()] ?? 0, 1);
    if (count > mostShared) tooMany.add(`${field} ${value}`);
    counted[field] ??= {};
    counted[field][value] = count / customers;
  }
  const weights = Object.entries(counted).flatMap(([field, frequencies]) => {
    const learnt = model[field];
    return learnt ? [[field, { ...learnt, frequencies, rare: 1 / customers }] as const] : [];
  });
  return {
    model: { ...model, ...Object.fromEntries(weights) },
    profile: withoutStopValues(meant, (field, value) => tooMany.has(`${field} ${value}`)),
  };
}
