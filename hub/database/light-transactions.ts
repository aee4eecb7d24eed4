import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import { type Sql, sqltag } from '@prisma/client/runtime/client';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { inTransaction } from './in-transaction.ts';
import { asGiven, types } from './prisma-values.ts';
import { statementNames } from './statement-names.ts';

/** A pool for Prisma, and transactions on it that cost little. */
export interface LightTransactions {
  /** For the client. */
  readonly adapter: SqlDriverAdapterFactory;
  /**
   * Runs `work` in one transaction that looks like the client's own. Its statements go straight to the connection: Prisma's
   * engine, which takes several times as long for them, joins a transaction only at the first question by a model.
   */
  transact<Tx extends object, T>(client: Client<Tx>, work: (tx: Tx) => Promise<T>): Promise<T>;
}

interface Client<Tx> {
  $transaction(work: (tx: Tx) => Promise<void>, options: typeof patience): Promise<void>;
}

/** How long the engine may take part in a transaction. */
const patience = { maxWait: 10_000, timeout: 15_000 };

export function lightTransactions(pool: pg.Pool): LightTransactions {
  const statementNameGenerator = statementNames();
  const joining = new AsyncLocalStorage<pg.PoolClient>();
  const statement = async (connection: pg.PoolClient, { text, values }: Sql) => {
    const name = statementNameGenerator({ sql: text, args: values });
    return connection.query({ name, text, values: values.map(asGiven), types });
  };
  return {
    adapter: joinable(pool, { statementNameGenerator }, joining),
    transact: (client, work) =>
      inTransaction(pool, async (_, connection) => {
        const engine = new Engine(client, (join) => joining.run(connection, join));
        try {
          const result = await work(asTransaction(engine, (sql) => statement(connection, sql)));
          await engine.leave();
          return result;
        } catch (error) {
          await engine.leave().catch(() => {}); // what went wrong first is what is told
          throw error;
        }
      }),
  };
}

/** Prisma's adapter, but for a transaction that joins one that is under way. */
function joinable(
  pool: pg.Pool,
  options: ConstructorParameters<typeof PrismaPg>[1],
  joining: AsyncLocalStorage<pg.PoolClient>,
): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool, options);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    async connect() {
      const adapter = await factory.connect();
      const begin = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (level) => {
        const connection = joining.getStore();
        if (!connection) return begin(level);
        return (await new PrismaPg(new Joined(connection), options).connect()).startTransaction(level);
      };
      return adapter;
    },
  };
}

/** A pool of one connection, of which somebody else begins and ends the transaction. */
class Joined extends pg.Pool {
  readonly #connection: pg.PoolClient;

  constructor(connection: pg.PoolClient) {
    super();
    this.#connection = connection;
  }

  // biome-ignore lint/suspicious/noExplicitAny: of all that a pool's client can do, the adapter uses these
  override async connect(): Promise<any> {
    return {
      query: async (config: pg.QueryArrayConfig) =>
        boundaries.has(config.text) ? { fields: [], rows: [] } : this.#connection.query(config),
      on: () => {},
      removeListener: () => {},
      release: () => {},
    };
  }
}

const boundaries = new Set(['BEGIN', 'COMMIT', 'ROLLBACK']);

/** The client's engine, which takes part in a transaction from the first question to it on. */
class Engine<Tx extends object> {
  readonly #client: Client<Tx>;
  readonly #within: (join: () => Promise<void>) => Promise<void>;
  #joined: Promise<Tx> | undefined;
  #leave: () => void = () => {};
  #left: Promise<void> = Promise.resolve();

  constructor(client: Client<Tx>, within: (join: () => Promise<void>) => Promise<void>) {
    this.#client = client;
    this.#within = within;
  }

  join(): Promise<Tx> {
    this.#joined ??= new Promise<Tx>((resolve, reject) => {
      const end = new Promise<void>((leave) => {
        this.#leave = leave;
      });
      const part = (tx: Tx) => {
        resolve(tx);
        return end;
      };
      this.#left = this.#within(() => this.#client.$transaction(part, patience));
      this.#left.catch(reject);
    });
    return this.#joined;
  }

  leave(): Promise<void> {
    this.#leave();
    return this.#left;
  }
}

type Run = (sql: Sql) => Promise<pg.QueryResult>;
type Raw = TemplateStringsArray | Sql;

/** Looks like a transaction of the client's own. */
function asTransaction<Tx extends object>(engine: Engine<Tx>, run: Run): Tx {
  const sqlOf = (query: Raw, values: unknown[]) => ('raw' in query ? sqltag(query, ...values) : query);
  const unsafe = (text: string, values: unknown[]) => ({ text, values }) as Sql;
  const statements: Record<string | symbol, unknown> = {
    $queryRaw: async (query: Raw, ...values: unknown[]) => (await run(sqlOf(query, values))).rows,
    $executeRaw: async (query: Raw, ...values: unknown[]) => (await run(sqlOf(query, values))).rowCount ?? 0,
    $queryRawUnsafe: async (text: string, ...values: unknown[]) => (await run(unsafe(text, values))).rows,
    $executeRawUnsafe: async (text: string, ...values: unknown[]) =>
      (await run(unsafe(text, values))).rowCount ?? 0,
  };
  return new Proxy({} as Tx, {
    // a transaction is no promise, though it is handed through some
    get: (_, name) => (name === 'then' ? undefined : (statements[name] ?? model(engine, String(name)))),
  });
}

/** Questions by a model go to the engine. */
function model(engine: Engine<object>, name: string) {
  return new Proxy(
    {},
    {
      // biome-ignore lint/suspicious/noExplicitAny: whatever the client's models can do
      get: (_, action) => async (input: unknown) => ((await engine.join()) as any)[name][action](input),
    },
  );
}
