import test from 'ava';
import { Prisma, PrismaClient } from '../../crm-core/prisma/client/client.ts';
import { lightTransactions } from '../../hub/database/light-transactions.ts';
import { testDatabase } from '../helpers/database.ts';

type Tx = Prisma.TransactionClient;

async function client(t: Parameters<typeof testDatabase>[0]) {
  const database = await testDatabase(t);
  const { adapter, transact } = lightTransactions(database.pool);
  const prisma = new PrismaClient({ adapter });
  return { database, prisma, within: <T>(work: (tx: Tx) => Promise<T>) => transact(prisma, work) };
}

test('statements and models work in one transaction, in whatever order they come', async (t) => {
  const { prisma, within } = await client(t);
  const seen = await within(async (tx) => {
    await tx.$executeRaw`insert into channel (key, name, position) values ('een', 'Een', 20)`;
    const one = await tx.channel.findUnique({ where: { key: 'een' } });
    await tx.channel.create({ data: { key: 'twee', name: 'Twee', position: 21 } });
    const [two] = await tx.$queryRaw<{ name: string; tx: string }[]>`
      select name, xmin::text as tx from channel where key = ${'twee'}`;
    const [own] = await tx.$queryRawUnsafe<{ tx: string }[]>('select pg_current_xact_id()::text as tx');
    t.is(await prisma.channel.count({ where: { position: { gte: 20 } } }), 0, 'nobody else sees it yet');
    return { one: one?.name, two: two?.name, together: two?.tx === own?.tx };
  });
  t.deepEqual(seen, { one: 'Een', two: 'Twee', together: true });
  t.is(await prisma.channel.count({ where: { position: { gte: 20 } } }), 2);
});

test('what fails takes back all of it, and the connection is good for the next', async (t) => {
  const { database, prisma, within } = await client(t);
  const insert = (tx: Tx) =>
    tx.$executeRaw`insert into channel (key, name, position) values ('een', 'Een', 20)`;
  const refused = within(async (tx) => {
    await insert(tx);
    await tx.channel.create({ data: { key: 'twee', name: 'Twee', position: 21 } });
    throw new Error('no');
  });
  await t.throwsAsync(refused, { message: 'no' });
  const twice = within(async (tx) => {
    await insert(tx);
    await insert(tx);
  });
  await t.throwsAsync(twice, { code: '23505' });
  const byModel = within((tx) => tx.channel.create({ data: { key: 'desk', name: 'Balie', position: 1 } }));
  await t.throwsAsync(byModel, { code: 'P2002' });
  t.is(await prisma.channel.count({ where: { position: { gte: 20 } } }), 0);
  await within(insert);
  t.is(database.pool.idleCount, database.pool.totalCount);
});

test('twenty at once keep apart, each in a transaction of its own', async (t) => {
  const { within } = await client(t);
  const ids = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      within(async (tx) => {
        await tx.channel.create({ data: { key: `k${index}`, name: 'x', position: 20 } });
        const [own] = await tx.$queryRaw<{ id: string; made: string }[]>`
          select pg_current_xact_id()::text as id, (select xmin::text from channel where key = ${`k${index}`}) as made`;
        t.is(own?.id, own?.made);
        return own?.id;
      }),
    ),
  );
  t.is(new Set(ids).size, 20);
});

test('a statement takes and gives the values that it takes and gives outside', async (t) => {
  const { prisma, within } = await client(t);
  const at = new Date('2026-03-29T00:59:59.123Z');
  const given = [null, true, 7, 1.5, 9007199254740993n, 'tekst ☃', at, Buffer.from([0, 255])];
  const query = Prisma.sql`
    select ${at}::timestamptz as at, ${at}::date as day, ${at}::timestamp as local, ${9007199254740993n}::int8 as big,
      7 as small, 1.5::float8 as float, ${null}::text as nothing, ${Buffer.from([0, 255])}::bytea as bytes,
      ${['a', 'b"c,']}::text[] as words, array[1, 2]::int8[] as counts, ${'{"a":[1]}'}::jsonb as json, true as yes,
      '01a21f57-8baf-7000-8db3-99cbe0e2e69d'::uuid as id, 'x'::char(3) as padded, count(*) as many
    from (values ${Prisma.join(given.map((_, index) => Prisma.sql`(${index}::int)`))}) as rows (n)`;
  const plain = (rows: object[]) =>
    rows.map((row) => ({ ...row, bytes: Buffer.from((row as { bytes: Uint8Array }).bytes) }));
  t.deepEqual(
    plain(await within((tx) => tx.$queryRaw<object[]>(query))),
    plain(await prisma.$queryRaw<object[]>(query)),
  );
});
