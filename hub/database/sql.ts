/** All the hub needs of a database session; a transaction of the core is one too. */
export interface Sql {
  /** Rows of one statement with `$1` … parameters. */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<Row[]>;
}

/** Runs `work` in one transaction: all of it is committed, or none of it when it throws. */
export type Transact<Tx extends Sql = Sql> = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
