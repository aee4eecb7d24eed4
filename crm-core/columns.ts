import { Prisma } from './prisma/client/client.ts';

/** `handlerGroupKey` as the database writes it: `handler_group_key`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

/** All columns of a table under the names that the client gives them, for a statement that the client cannot write. */
export function columnsOf(fields: Readonly<Record<string, string>>): Prisma.Sql {
  return Prisma.raw(
    Object.keys(fields)
      .map((field) => `"${snakeCase(field)}" as "${field}"`)
      .join(', '),
  );
}
