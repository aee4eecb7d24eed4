import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Comparison, weigh } from '../../../crm-core/matching/model.ts';
import { typed, words } from './comparisons.ts';
import { type Key, link, type Row, type Task } from './link.ts';
import { bestOfGroups, bestOfPairs } from './quality.ts';

interface PublicSet {
  readonly name: string;
  /** Splink's published best F1. */
  readonly splink: string;
  readonly wanted: number;
  read(folder: string): Promise<Row[]>;
  readonly clusterOf: (row: Row) => string;
  readonly task: Omit<Task, 'rows'>;
}

const both = (...fields: readonly ((row: Row) => string | undefined)[]): Key => {
  return (row) => {
    const parts = fields.map((field) => field(row));
    return parts.every(Boolean) ? parts.join('|') : undefined;
  };
};
const of =
  (name: string, length = 99) =>
  (row: Row) =>
    row[name]?.slice(0, length);

const febrlComparisons: readonly Comparison<Row>[] = [
  words('given_name', [0.9, 0.75], 'surname'),
  words('surname', [0.9, 0.75], 'given_name'),
  typed('street_number', 1),
  words('address_1', [0.92, 0.8], 'address_2'),
  words('address_2', [0.92, 0.8], 'address_1'),
  words('suburb', [0.92, 0.8], 'postcode'),
  typed('postcode', 1),
  typed('state', 1),
  typed('date_of_birth', 2),
  typed('soc_sec_id', 2),
];

const febrl: Omit<Task, 'rows'> = {
  comparisons: febrlComparisons,
  frequent: ['given_name', 'surname', 'suburb', 'address_1', 'address_2', 'postcode'],
  keys: [
    of('soc_sec_id'),
    of('date_of_birth'),
    both(of('given_name'), of('surname')),
    both(of('given_name', 3), of('postcode')),
    both(of('surname', 3), of('postcode')),
    both(of('surname', 3), of('suburb', 4)),
    both(of('given_name', 3), of('suburb', 4)),
    both(of('address_1', 6), of('street_number')),
    both(of('address_1', 8), of('postcode')),
    both(of('address_1', 8), of('suburb', 5)),
    both(of('address_1', 8), of('surname', 2)),
    both(of('address_2', 6), of('surname', 3)),
    both(of('soc_sec_id', 4), of('date_of_birth', 4)),
    both((row) => [row['given_name'], row['surname']].sort().join(' ')),
  ],
  lessons: [
    { key: of('soc_sec_id'), agreesOn: ['soc_sec_id'] },
    { key: of('date_of_birth'), agreesOn: ['date_of_birth'] },
  ],
};

const febrlCluster = (row: Row) => /^rec-\d+/.exec(row['rec_id'] ?? '')?.[0] ?? '';

const year = of('dob', 4);

export const publicSets: readonly PublicSet[] = [
  {
    name: 'FEBRL3',
    splink: '0.9954',
    wanted: 0.9997,
    read: (folder) => csv(join(folder, 'febrl/dataset3.csv')),
    clusterOf: febrlCluster,
    task: febrl,
  },
  {
    name: 'FEBRL4',
    splink: '0.9998',
    wanted: 0.9999,
    async read(folder) {
      const [a, b] = await Promise.all(
        ['a', 'b'].map((file) => csv(join(folder, `febrl/dataset4${file}.csv`))),
      );
      return [
        ...(a ?? []).map((row) => ({ ...row, file: 'a' })),
        ...(b ?? []).map((row) => ({ ...row, file: 'b' })),
      ];
    },
    clusterOf: febrlCluster,
    task: { ...febrl, comparable: (one, other) => one['file'] !== other['file'] },
  },
  {
    name: 'historical_50k',
    splink: '0.59 on a sample',
    wanted: 0.77,
    read: (folder) => csv(join(folder, 'splink/historical_50k.csv.gz')),
    clusterOf: (row) => row['cluster'] ?? '',
    task: {
      comparisons: [
        words('first_name', [0.9, 0.8], 'surname'),
        words('surname', [0.9, 0.8], 'first_name'),
        typed('dob', 2),
        words('birth_place', [0.9]),
        typed('postcode_fake', 2),
        words('occupation', [0.9]),
      ],
      frequent: ['first_name', 'surname', 'dob', 'birth_place', 'postcode_fake', 'occupation'],
      keys: [
        both(of('first_name'), of('surname')),
        both(of('surname'), of('dob')),
        both(of('first_name'), of('dob')),
        both(of('postcode_fake'), of('first_name')),
        both(of('postcode_fake'), of('surname')),
        both(of('dob'), of('postcode_fake')),
        both(of('dob'), of('birth_place')),
        both(of('dob'), of('occupation')),
        both(of('surname', 4), year),
        both(of('first_name', 4), of('postcode_fake', 4)),
        both(of('surname', 4), of('postcode_fake', 4)),
      ],
      lessons: [
        { key: both(of('first_name'), of('surname')), agreesOn: ['first_name', 'surname'] },
        { key: of('dob'), agreesOn: ['dob'] },
      ],
    },
  },
  {
    name: 'fake_1000',
    splink: '0.862',
    wanted: 0.875,
    read: (folder) => csv(join(folder, 'splink/fake_1000.csv')),
    clusterOf: (row) => row['cluster'] ?? '',
    task: {
      comparisons: [
        words('first_name', [0.9, 0.75], 'surname'),
        words('surname', [0.9, 0.75], 'first_name'),
        typed('dob', 2),
        words('city', [0.85]),
        words('email', [0.9, 0.8]),
      ],
      frequent: ['first_name', 'surname', 'city'],
      keys: [
        of('first_name'),
        of('surname'),
        of('dob'),
        of('email'),
        both(of('dob', 7)),
        both(of('first_name', 2), year),
        both(of('surname', 2), year),
        both(of('email', 5)),
        both((row) => row['email']?.split('@')[1]),
      ],
      lessons: [
        { key: both(of('first_name'), of('surname')), agreesOn: ['first_name', 'surname'] },
        { key: of('dob'), agreesOn: ['dob'] },
      ],
    },
  },
];

export interface SetRow {
  readonly set: string;
  readonly truePairs: number;
  /** Best F1 (precision / recall) by the weight of single pairs, and by groups. */
  readonly pairs: string;
  readonly groups: string;
  readonly wanted: number;
  readonly splink: string;
  readonly seconds: number;
}

/** One public set, linked without its labels, and its best F1 over all thresholds by its labels. */
export async function measureSet(set: PublicSet, folder: string): Promise<SetRow> {
  const startedAt = performance.now();
  const rows = await set.read(folder);
  const { comparable = () => true } = set.task;
  const linked = link({ ...set.task, rows });
  const clusters = rows.map(set.clusterOf);
  const isTrue = (one: number, other: number) => clusters[one] === clusters[other];
  const allowed = (one: number, other: number) => comparable(rows[one] as Row, rows[other] as Row);
  const truePairs = countPairs(clusters, allowed);
  const weight = (one: number, other: number) =>
    allowed(one, other)
      ? weigh(set.task.comparisons, linked.model, rows[one] as Row, rows[other] as Row)
      : impossible;
  const pairs = bestOfPairs(linked.pairs, isTrue, truePairs);
  const groups = bestOfGroups(linked.pairs, weight, (a, b) => isTrue(a, b) && allowed(a, b), truePairs);
  const print = ({ f1, precision, recall }: typeof pairs) =>
    `${f1.toFixed(4)} (${precision.toFixed(4)} / ${recall.toFixed(4)})`;
  return {
    set: set.name,
    truePairs,
    pairs: print(pairs),
    groups: print(groups),
    wanted: set.wanted,
    splink: set.splink,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  };
}

const impossible = -1000;

function countPairs(clusters: readonly string[], allowed: (one: number, other: number) => boolean): number {
  const members = Map.groupBy(clusters.keys(), (index) => clusters[index]);
  let count = 0;
  for (const group of members.values())
    for (let at = 0; at < group.length; at += 1)
      for (let there = at + 1; there < group.length; there += 1)
        if (allowed(group[at] as number, group[there] as number)) count += 1;
  return count;
}

/** RFC 4180, with blanks around values taken away. */
async function csv(path: string): Promise<Row[]> {
  const bytes = await readFile(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  const [header = [], ...lines] = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map(valuesOf);
  return lines.map((values) => Object.fromEntries(header.map((name, at) => [name, values[at] ?? ''])));
}

function valuesOf(line: string): string[] {
  const values = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  return values.map((value) =>
    value
      .replace(/,$/, '')
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}
