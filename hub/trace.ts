import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** Runs `work` inside the story named by `correlationid`: every request it makes carries the story's trace id. */
export function inTrace<T>(correlationid: string, work: () => T): T {
  return current.run(correlationid, work);
}

/** The correlation id of the story that is running here, if any. */
export function currentCorrelation(): string | undefined {
  return current.getStore();
}

/** The trace id of a story (32 hex digits): the same on every node and after every restart, without a look-up. */
export function traceIdOf(correlationid: string): string {
  if (/^[0-9a-f]{32}$/.test(correlationid)) return correlationid;
  return createHash('sha256').update(correlationid).digest('hex').slice(0, 32);
}

/** W3C Trace Context of the running story, with a span id of its own. */
export function currentTraceparent(): string | undefined {
  const correlationid = current.getStore();
  return correlationid && `00-${traceIdOf(correlationid)}-${randomBytes(8).toString('hex')}-01`;
}
