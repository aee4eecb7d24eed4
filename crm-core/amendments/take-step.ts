import type { Ground } from '../ports.ts';
import type { AmendmentStep } from '../prisma/client/client.ts';
import { askBackEnd, type Outcome, sameTerms } from './back-end.ts';
import type { Terms } from './terms.ts';

/** What became of a step: what it is about after a booking, in the back end's number. */
export type StepOutcome = Outcome<{ readonly externalId: string | null }>;

/** What a step is about. */
export interface Task {
  readonly kind: string;
  /** Key of the group whose book it is. */
  readonly book: string;
  readonly reference: string;
  readonly terms: Terms;
  readonly customer: {
    readonly name: string;
    readonly email: string | null;
    readonly telephone: string | null;
  };
}

/**
 * Takes one step at the back end. One that was asked before, and whose answer nobody has, is looked up first: it is repeated
 * only when it was not done.
 */
export async function takeStep(ground: Ground, task: Task, step: AmendmentStep): Promise<StepOutcome> {
  if (step.attempts > 1) {
    const seen = await lookAgain(ground, task, step);
    if (seen) return seen;
  }
  return ask(ground, task, step);
}

async function ask(
  ground: Ground,
  task: Task,
  { act, id: key, externalId }: AmendmentStep,
): Promise<StepOutcome> {
  const { kind, book, reference, terms, customer } = task;
  if (act === 'book') return askBackEnd(ground, kind, 'book', { key, book, reference, terms, customer });
  const reply =
    act === 'change'
      ? await askBackEnd(ground, kind, 'change', { key, book, externalId, terms })
      : await askBackEnd(ground, kind, 'cancel', { key, book, externalId });
  return reply.outcome === 'done' ? done(externalId) : reply;
}

/** What can be seen of a step at the back end; null where it was not done. */
async function lookAgain(ground: Ground, task: Task, step: AmendmentStep): Promise<StepOutcome | null> {
  const { kind, book } = task;
  const { act, id: key, externalId } = step;
  if (act === 'book') {
    const found = await askBackEnd(ground, kind, 'find', { book, key });
    if (found.outcome !== 'done') return unseen(found.reason);
    return found.data.externalId === null ? null : done(found.data.externalId);
  }
  const got = await askBackEnd(ground, kind, 'get', { book, externalId });
  if (got.outcome !== 'done') return unseen(got.reason);
  if (act === 'change') return asChanged(task, externalId, got.data.terms);
  return got.data.terms === null ? done(externalId) : null;
}

function asChanged(task: Task, externalId: string | null, terms: Terms | null): StepOutcome | null {
  if (terms === null) return { outcome: 'refused', reason: 'gone' };
  return sameTerms(terms, task.terms) ? done(externalId) : null;
}

function done(externalId: string | null): StepOutcome {
  return { outcome: 'done', data: { externalId } };
}

/** A look that was refused says nothing of what was asked before. */
function unseen(reason: string): StepOutcome {
  return { outcome: 'silent', reason };
}
