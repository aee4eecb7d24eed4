/** What one client may ask of the graph. Every refusal names the limit. */
export interface Limits {
  /** Lexical tokens of a document; parsing stops there. */
  readonly tokens: number;
  /** Fields within fields. */
  readonly depth: number;
  /** Fields as written, over all operations and fragments. */
  readonly fields: number;
  /** Fields as executed, with every fragment written out. */
  readonly spreadFields: number;
  readonly aliases: number;
  readonly directives: number;
  readonly operations: number;
  /** Objects that an answer may hold, estimated from page sizes before anything is run. */
  readonly cost: number;
  /** The largest `first`, `last` or `limit`. */
  readonly pageSize: number;
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** Requests per second of one client, over time. */
  readonly requestsPerSecond: number;
  /** Requests of one client at once. */
  readonly burst: number;
  /** A query or mutation is answered with what has arrived by then. */
  readonly deadlineMs: number;
}

export const defaultLimits: Limits = {
  tokens: 3000,
  depth: 14,
  fields: 400,
  spreadFields: 4000,
  aliases: 60,
  directives: 50,
  operations: 10,
  cost: 5000,
  pageSize: 200,
  bodyBytes: 500_000,
  requestsPerSecond: 50,
  burst: 200,
  deadlineMs: 15_000,
};
