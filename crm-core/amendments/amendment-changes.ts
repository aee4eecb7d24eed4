import type { Asking, Ground } from '../ports.ts';
import type { Amendment } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { loadAmendment } from './load-amendments.ts';

/** One amendment as it is, and when it is settled: for the agent who waits for a back end. */
export function amendmentChanges(ground: Ground, asking: Asking, id: string): AsyncGenerator<Amendment> {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  return changesOf(ground, asking, id);
}

async function* changesOf(ground: Ground, asking: Asking, id: string): AsyncGenerator<Amendment> {
  const stop = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
  try {
    const changes = ground.ports.listen(`amendment:${id}`, signal);
    const now = await loadAmendment(ground, asking, id);
    if (now) yield now;
    for await (const _ of changes) {
      const amendment = await loadAmendment(ground, asking, id);
      if (amendment) yield amendment;
    }
  } finally {
    stop.abort();
  }
}
