import type { Ground, Tx } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { chance } from './chance.ts';
import { beliefs, comparisons } from './comparisons.ts';
import { keysOf } from './keys.ts';
import type { Model } from './model.ts';
import type { Profile } from './profile.ts';
import { type Block, frequenciesOf, type Pair, train } from './train.ts';

const sampled = 30_000;
const randomPairs = 200_000;
const lookedUp = 8_000;
const largestBlock = 20;
const pairsOfBlock = 40_000;

/** What is believed beforehand counts as so many pairs. */
const belief = 300;

/** Pairs that share such a key teach of all fields but those that the key, or living together, decides. */
const lessons: Readonly<Record<string, readonly string[]>> = {
  'birth-given': ['births', 'given'],
  'birth-family': ['births', 'family'],
  name: ['family', 'given'],
  phones: ['phones', 'family', 'homes'],
};

/** Learns a new version of the weights from the customers there are, in a bounded sample, without being told who is who. */
export async function learnFromStock(ground: Ground): Promise<void> {
  const { prisma, ports } = ground;
  const profiles = await prisma.matchProfile.count();
  const draw = chance(profiles);
  const sample = await readSample(prisma, profiles, draw);
  if (sample.length < 2) return;
  const any = () => sample[Math.floor(draw() * sample.length)]?.profile as Profile;
  const random = Array.from({ length: randomPairs }, (): Pair<Profile> => [any(), any()]).filter(
    ([one, other]) => one !== other,
  );
  const learnt = train(comparisons, random, await readBlocks(prisma, sample.slice(0, lookedUp)), {
    before: beliefs,
    belief,
  });
  const parameters: Model = {
    ...learnt,
    ...withFrequencies(learnt, 'family', sample),
    ...withFrequencies(learnt, 'given', sample),
  };
  await prisma.matchModel.create({
    data: { parameters: parameters as unknown as Prisma.InputJsonObject, profiles, trainedAt: ports.now() },
  });
}

/** Fewer teach nothing that was not believed beforehand. */
const firstLesson = 1000;
const grown = 1.25;

/** Learns again once the stock is another: a quarter larger or smaller than when it was last learnt from. */
export async function keepLearning(ground: Ground): Promise<void> {
  const { prisma } = ground;
  const newest = await prisma.matchModel.findFirst({
    orderBy: { version: 'desc' },
    select: { profiles: true },
  });
  const profiles = await prisma.matchProfile.count();
  if (profiles < firstLesson) return;
  const before = newest?.profiles ?? 0;
  if (profiles > before * grown || profiles * grown < before) await learnFromStock(ground);
}

interface Sampled {
  readonly number: number;
  readonly profile: Profile;
}

/** In no order, so that any part of it is a sample too; the same one of the same stock. */
async function readSample(tx: Tx, profiles: number, draw: () => number): Promise<Sampled[]> {
  if (profiles <= sampled) {
    const all = await tx.$queryRaw<Sampled[]>`select number, profile from match_profile order by number`;
    return all
      .map((one) => ({ one, place: draw() }))
      .sort((a, b) => a.place - b.place)
      .map(({ one }) => one);
  }
  const drawn = Array.from({ length: sampled }, () => draw());
  return tx.$queryRaw<Sampled[]>`
    select number, profile
    from unnest(${drawn}::float8[]) with ordinality as drawn (share, place)
    cross join lateral (
      select number, profile from match_profile
      where number >= ceil(share * (select max(number) from match_profile))::int order by number limit 1
    ) as there
    order by place`;
}

/** For each lesson the sampled profiles beside those of the whole stock with whom they share its key. */
async function readBlocks(tx: Tx, sample: readonly Sampled[]): Promise<Block<Profile>[]> {
  const asked = new Map<string, { kind: string; by: Sampled }>();
  for (const by of sample)
    for (const { key, kind } of keysOf(by.profile))
      if (Object.hasOwn(lessons, kind)) asked.set(key.toString(), { kind, by });
  const found = await tx.$queryRaw<{ key: string; number: number; profile: Profile }[]>`
    select key::text, number, profile from unnest(${[...asked.keys()]}::bigint[]) as asked (key)
    cross join lateral (
      select number from match_key where match_key.key = asked.key limit ${largestBlock}::int
    ) as there
    join match_profile using (number)`;
  return Object.entries(lessons).map(([lesson, agreesOn]) => {
    const pairs = found.flatMap(({ key, number, profile }): Pair<Profile>[] => {
      const { kind, by } = asked.get(key) ?? {};
      return kind === lesson && by && by.number !== number ? [[by.profile, profile]] : [];
    });
    return { agreesOn, pairs: pairs.slice(0, pairsOfBlock) };
  });
}

function withFrequencies(learnt: Model, field: 'family' | 'given', sample: readonly Sampled[]): Model {
  const weights = learnt[field];
  const words = sample.flatMap(({ profile }) => profile[field].map(({ word }) => word));
  return weights ? { [field]: { ...weights, ...frequenciesOf(words) } } : {};
}
