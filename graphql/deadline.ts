/** One operation under way: its signal aborts at the deadline or with its parent. */
export interface Lease {
  readonly signal: AbortSignal;
  /** The operation is done: nothing will abort any more. */
  release(): void;
}

interface Pending {
  readonly controller: AbortController;
  readonly dueAt: number;
}

const ends = new WeakMap<AbortSignal, number>();

/** Milliseconds until the deadline of the operation that has this signal, at least one; 15 seconds where none is known. */
export function remainingMs(signal: AbortSignal | undefined): number {
  const dueAt = signal && ends.get(signal);
  return dueAt === undefined ? 15_000 : Math.max(1, Math.ceil(dueAt - performance.now()));
}

/** Deadlines for many short operations with one timer for all: a timer for each would cost more than it guards. */
export function createDeadlines(deadlineMs: number): (parent: AbortSignal | undefined) => Lease {
  const pending = new Set<Pending>();
  let sweeping = false;
  const plan = (): void => {
    sweeping = pending.size > 0;
    if (sweeping) setTimeout(sweep, Math.ceil(deadlineMs / 20));
  };
  const sweep = (): void => {
    const now = performance.now();
    for (const one of pending) {
      if (one.dueAt > now) break;
      pending.delete(one);
      one.controller.abort(new DOMException('deadline', 'TimeoutError'));
    }
    plan();
  };
  return (parent) => {
    const controller = new AbortController();
    const one: Pending = { controller, dueAt: performance.now() + deadlineMs };
    const abort = (): void => controller.abort(parent?.reason);
    pending.add(one);
    ends.set(controller.signal, one.dueAt);
    if (!sweeping) plan();
    if (parent?.aborted) abort();
    else parent?.addEventListener('abort', abort, { once: true });
    return {
      signal: controller.signal,
      release() {
        pending.delete(one);
        parent?.removeEventListener('abort', abort);
      },
    };
  };
}
