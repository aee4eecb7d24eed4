import { snakeCase } from './columns.ts';
import type { Tx } from './ports.ts';
import { Prisma } from './prisma/client/client.ts';

/** New rows by table; what a table knows a default for may be left out, by all of its rows alike. */
export interface Rows {
  readonly reference?: readonly Prisma.ReferenceCreateManyInput[];
  readonly contact?: readonly WithId<Prisma.ContactCreateManyInput>[];
  readonly caseFile?: readonly WithId<Prisma.CaseCreateManyInput>[];
  readonly caseChange?: readonly WithId<Prisma.CaseChangeCreateManyInput>[];
  readonly publication?: readonly WithId<Prisma.PublicationCreateManyInput>[];
  readonly question?: readonly WithJson<WithId<Prisma.QuestionCreateManyInput>, 'place' | 'feedback'>[];
  readonly auditEntry?: readonly WithId<Prisma.AuditEntryCreateManyInput>[];
}

/** The database gives no id: `newId` does. */
type WithId<Row> = Row & { readonly id: string };

/** What is JSON is written as it is. */
type WithJson<Row, Field extends keyof Row> = Omit<Row, Field> & {
  readonly [Json in Field]?: object | null;
};

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
 * when all are there. Those of one table are written in their order, and none before what is to be done `first`.
 */
export async function insertRows(tx: Tx, rows: Rows, first: readonly Prisma.Sql[] = []): Promise<void> {
  const place = (index: number) => Prisma.raw(`first_${index}`);
  const done = first.map((_, index) => Prisma.sql`(select count(*) from ${place(index)}) >= 0`);
  const afterwards = done.length === 0 ? Prisma.empty : Prisma.sql`where ${Prisma.join(done, ' and ')}`;
  const parts = [
    ...first.map((statement, index) => Prisma.sql`${place(index)} as (${statement} returning 1)`),
    ...Object.entries(rows)
      .filter(([, { length }]) => length > 0)
      .map(([table, of]) => insert(table, of, afterwards)),
  ];
  if (parts.length > 0) await tx.$executeRaw`with ${Prisma.join(parts)} select`;
}

function insert(table: string, rows: readonly object[], afterwards: Prisma.Sql): Prisma.Sql {
  const name = snakeCase(table);
  const columns = Prisma.raw(columnsIn(rows).join(', '));
  return Prisma.sql`${Prisma.raw(`new_${name}`)} as (
    insert into ${Prisma.raw(name)} (${columns}) select ${columns}
    from json_populate_recordset(null::${Prisma.raw(name)}, ${JSON.stringify(rows.map(inColumns))}::json) ${afterwards}
  )`;
}

/** What changes of one row, as something to be done `first`; what is undefined stays. */
export function change<Of extends Table>(table: Of, id: string, fields: Changed<Of>): Prisma.Sql {
  const name = Prisma.raw(snakeCase(table));
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const set = columnsIn([given]).map((column) => `${column} = changed.${column}`);
  return Prisma.sql`
    update ${name} set ${Prisma.raw(set.join(', '))}
    from json_populate_record(null::${name}, ${JSON.stringify(inColumns(given))}::json) as changed
    where ${name}.id = ${id}::uuid`;
}

type Changed<Of extends Table> = Partial<NonNullable<Rows[Of]>[number]>;

function columnsIn(rows: readonly object[]): string[] {
  const fields = new Set(rows.flatMap((row) => Object.keys(row)));
  return [...fields].map((field) => `"${snakeCase(field)}"`);
}

function inColumns(row: object) {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [snakeCase(field), value]));
}
