import pg from 'pg';

const { builtins } = pg.types;
const int8Array = 1016;

/** What Prisma makes of a value otherwise than the driver does. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: BigInt,
  [builtins.DATE]: (text) => new Date(text),
  [builtins.TIMESTAMP]: (text) => new Date(`${text}Z`),
  [int8Array]: (text) => text.slice(1, -1).split(',').filter(Boolean).map(BigInt),
};

/** Reads values as a raw query of Prisma's does, but for `numeric`, which stays a string. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format as 'text'),
};

/** A value as a statement takes it: instants in UTC, whatever the zone of this machine. */
export function asGiven(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
