import type { Asking, Ground } from '../ports.ts';
import { requireIdentity } from '../privacy/who.ts';
import { type CaseRow, loadCase } from './load-cases.ts';

/** One case whenever something of it changes, for as long as the one who asks may see it. */
export function caseChanges(ground: Ground, asking: Asking, caseId: string): AsyncGenerator<CaseRow> {
  requireIdentity(asking);
  return changesOf(ground, asking, caseId);
}

async function* changesOf(ground: Ground, asking: Asking, caseId: string): AsyncGenerator<CaseRow> {
  const stop = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
  try {
    const changes = ground.ports.listen(`case:${caseId}`, signal);
    if (!(await loadCase(ground, asking, caseId))) return;
    for await (const _ of changes) {
      const file = await loadCase(ground, asking, caseId);
      if (!file) return;
      yield file;
    }
  } finally {
    stop.abort();
  }
}
