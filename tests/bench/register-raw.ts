import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Sql } from '../../hub/database/sql.ts';
import { customerPrefix, customers } from './register-stock.ts';

/** In the order in which foreign keys let them be written. */
const tables = [
  'reference',
  'contact',
  'case_file',
  'case_change',
  'publication',
  'question',
  'audit_entry',
  'outbound_event',
  'outbound_delivery',
  'channel_item',
  'idempotent_answer',
];

type Row = Readonly<Record<string, string | null>>;

export interface Registration {
  /** How many of which table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly script: string;
}

/** The rows that were written since a moment, as a script that writes as many of the same again in one transaction. */
export async function rowsSince(database: Sql, transaction: string): Promise<Registration> {
  const known = new Map<string, number>();
  const rows: Record<string, number> = {};
  const lines: string[] = [];
  for (const table of tables) {
    const written = await database.query<{ row: Row }>(
      `select (select json_object_agg(key, value) from json_each_text(row_to_json(t))) as row
       from ${table} t where xmin::text::bigint >= $1::bigint`,
      [transaction],
    );
    rows[table] = written.length;
    for (const { row } of written) lines.push(insert(table, row, known));
  }
  const sets = ['\\set n :n + 1', `\\set customer random(1, ${customers})`];
  return { rows, script: [...sets, 'begin;', ...lines, 'end;', ''].join('\n') };
}

function insert(table: string, row: Row, known: Map<string, number>): string {
  const audited = table === 'audit_entry';
  const left = audited ? ['number', 'previous_hash', 'hash', 'sealed_at'] : ['sequence'];
  const given = Object.entries(row).filter(([column, value]) => value !== null && !left.includes(column));
  const columns = given.map(([column]) => column);
  const values = given.map(([column, value]) => literal(column, value ?? '', known));
  if (audited) {
    // sealed already, before our own chain, so that no node of ours seals what is not its own
    columns.push('number', 'hash');
    values.push(`-${numberOf(known.size)}`, `'\\x00'`);
    known.set(`sealed ${known.size}`, known.size);
  }
  return `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values (${values.join(', ')});`;
}

/** Another for every place, transaction and client. */
function numberOf(place: number): string {
  return `((:n::bigint * 16 + :client_id::bigint) * 64 + ${place})`;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is unique is another in every transaction, the same wherever it came back, and so is the customer; all else is as it was. */
function literal(column: string, value: string, known: Map<string, number>): string {
  const isText = ['subject_id', 'correlationid', 'key'].includes(column);
  if (value.startsWith(customerPrefix)) {
    const text = `('${customerPrefix}' || lpad(to_hex(:customer::bigint), 12, '0'))`;
    return isText ? text : `${text}::uuid`;
  }
  const isNew = uuid.test(value) || column === 'reference' || column === 'code';
  if (!isNew) return escaped(value);
  const place = known.get(value) ?? known.size;
  known.set(value, place);
  if (uuid.test(value)) {
    const text = `('f' || lpad(to_hex(:client_id::bigint), 7, '0') || '-0000-7000-8000-' || lpad(to_hex(:n::bigint * 64 + ${place}), 12, '0'))`;
    return isText ? text : `${text}::uuid`;
  }
  return `translate(lpad(to_hex(${numberOf(place)} * 6700417 % 1099511627776), 10, '0'), '0123456789abcdef', 'BCDEFGHJKLMNPQRT')`;
}

/** pgbench takes a colon for one of its variables, also inside a string. */
function escaped(value: string): string {
  return `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n')}'`;
}

export async function hasPgbench(): Promise<boolean> {
  return promisify(execFile)('pgbench', ['--version']).then(
    () => true,
    () => false,
  );
}

/** Runs a script so many seconds by so many clients; answers transactions a second. Each run writes rows of its own. */
export function pgbench(url: string, folder: string, first = 0) {
  let runs = first;
  return async (script: string, clients: number, seconds: number): Promise<number> => {
    runs += 1;
    const file = join(folder, 'registration.sql');
    await writeFile(file, script);
    const { stdout } = await promisify(execFile)('pgbench', [
      ...['--no-vacuum', '--protocol=prepared', `--client=${clients}`, `--jobs=${Math.min(2, clients)}`],
      ...[`--time=${seconds}`, `--file=${file}`, `--define=n=${runs * 1_000_000}`, url],
    ]);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  };
}
