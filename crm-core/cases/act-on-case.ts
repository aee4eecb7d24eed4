import { once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, Refusal } from '../refusal.ts';
import { texts } from '../texts.ts';
import { endStates, lockCase, type Step, stepCase } from './step-case.ts';

export interface CaseInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
  /** The version that was seen; left out by who does not mind what changed. */
  readonly expectedVersion?: number | null;
}

/** What is done to a case that its caller holds; the audited act is named after the mutation. */
export type Act = (file: Case, identity: Identity, tx: Tx) => Omit<Step, 'act'> | Promise<Omit<Step, 'act'>>;

/** A step that somebody of the contact centre or of the owning group takes in the life of an open case, once. */
export function actOnOpenCase<Input extends CaseInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  act: Act,
) {
  return actOnCase(ground, asking, mutation, input, (file, identity, tx) => {
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    return act(file, identity, tx);
  });
}

/** The same in the life of any case. */
export function actOnCase<Input extends CaseInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  act: Act,
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, mutation, input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    requireVersion(file, input.expectedVersion);
    const step = { ...(await act(file, identity, tx)), act: `case.${mutation.replace('Case', '')}` };
    await stepCase(tx, ground, actorOf(identity), inStory(asking, file), file, step);
    return { __typename: 'Case', id: file.id };
  });
}

/** Stops who saw another version of the case than there is by now, and tells him so. */
export function requireVersion(file: Case, seen: number | null | undefined): void {
  if (seen === null || seen === undefined || seen === file.version) return;
  throw new Refusal({
    __typename: 'CaseChanged',
    message: texts.caseChanged,
    caseId: file.id,
    since: seen,
  });
}
