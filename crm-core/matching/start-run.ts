import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface StartRunInput {
  readonly idempotencyKey: string;
}

/** Begins a search through all customers for those that are perhaps one; a round works it off. One at a time. */
export function proposeDuplicates(ground: Ground, asking: Asking, input: StartRunInput) {
  const { subject, name } = requireRole(asking, 'coordinator');
  const { ports } = ground;
  return once(ground, asking, 'proposeDuplicates', input, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('match_run'))`;
    if ((await tx.matchRun.count({ where: { state: 'running' } })) > 0) throw conflict(texts.matchRunning);
    const { id } = await tx.matchRun.create({
      data: {
        authorSubject: subject,
        authorName: name,
        correlationid: asking.correlationid,
        startedAt: ports.now(),
      },
    });
    return { __typename: 'DuplicateSearch', id };
  });
}
