import { snakeCase } from './columns.ts';
import type { Tx } from './ports.ts';
import type { Prisma } from './prisma/client/client.ts';

/** New rows by table; what a table knows a default for may be left out, by all of its rows alike. */
export interface Rows {
  readonly reference?: readonly Prisma.ReferenceCreateManyInput[];
  readonly contact?: readonly WithId<Prisma.ContactCreateManyInput>[];
  readonly caseFile?: readonly WithId<Prisma.CaseCreateManyInput>[];
  readonly caseChange?: readonly WithId<Prisma.CaseChangeCreateManyInput>[];
  readonly publication?: readonly WithId<Prisma.PublicationCreateManyInput>[];
  readonly question?: readonly WithId<Prisma.QuestionCreateManyInput>[];
  readonly auditEntry?: readonly WithId<Prisma.AuditEntryCreateManyInput>[];
}

/** The database gives no id: `newId` does. */
type WithId<Row> = Row & { readonly id: string };

type Table = keyof Rows;

/** The rows of several acts together. */
export function allRows(parts: readonly Rows[]): Rows {
  const all: Partial<Record<Table, object[]>> = {};
  for (const part of parts) {
    for (const [table, rows] of Object.entries(part)) {
      all[table as Table] = [...(all[table as Table] ?? []), ...rows];
    }
  }
  return all as Rows;
}

/**
 * Writes rows of several tables in one statement. They may refer to each other in whatever order: foreign keys are checked
 * when all are there. Those of one table are written in their order.
 */
export async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  const filled = Object.entries(rows).filter(([, { length }]) => length > 0);
  const [last, ...others] = filled.map(([table, of], index) => insert(table, of, index + 1)).reverse();
  if (last === undefined) return;
  const before = others.map((text, index) => `part_${index} as (${text})`);
  await tx.$executeRawUnsafe(
    before.length === 0 ? last : `with ${before.join(', ')} ${last}`,
    ...filled.map(([, of]) => JSON.stringify(of.map(inColumns))),
  );
}

function insert(table: string, rows: readonly object[], parameter: number): string {
  const name = snakeCase(table);
  const fields = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = [...fields].map((field) => `"${snakeCase(field)}"`).join(', ');
  return `insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, $${parameter}::json)`;
}

function inColumns(row: object) {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [snakeCase(field), value]));
}
