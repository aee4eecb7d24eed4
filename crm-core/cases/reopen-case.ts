import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { inStory, type Why } from '../privacy/audit.ts';
import { actorOf } from '../privacy/who.ts';
import { dueOfCase } from '../promises/due-of.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import type { CaseInput } from './act-on-case.ts';
import { type HeldCase, holdOwnCase } from './hold-own-case.ts';
import { endStates, stepCase } from './step-case.ts';
import { whereItLay } from './where-it-lay.ts';

const reopenDays = 30;
const dayMs = 86_400_000;

/** Opens a case that had ended again: staff always, whoever reported it within 30 days. */
export function reopenCase(ground: Ground, asking: Asking, input: CaseInput & { readonly reason: string }) {
  return once(ground, asking, 'reopenCase', input, async (tx) => {
    const held = await holdOwnCase(tx, ground, asking, input.caseId);
    requireReopenable(ground, held);
    const { file, identity } = held;
    const reason = requiredText('reason', input.reason);
    await reopen(tx, ground, actorOf(identity), inStory(asking, file), file, reason);
    return { __typename: 'Case', id: file.id };
  });
}

export function requireReopenable({ ports }: Ground, { file, as }: HeldCase): void {
  if (!endStates.includes(file.state)) throw conflict(texts.caseOpen);
  const since = file.endedAt?.getTime() ?? 0;
  if (as !== 'staff' && ports.now().getTime() - since > reopenDays * dayMs)
    throw conflict(texts.tooLateToReopen(reopenDays));
}

/** A case that goes on at the group that had it, with a due moment of its own. */
export async function reopen(tx: Tx, ground: Ground, actor: Actor, why: Why, file: Case, reason: string) {
  const { kind, handlerGroupKey } = file;
  const openedAt = ground.ports.now();
  const dueAt = await dueOfCase(tx, ground, file, { kind, handlerGroupKey, openedAt });
  await stepCase(tx, ground, actor, why, file, {
    act: 'case.reopen',
    state: whereItLay({ assigneeSubject: null, handlerGroupKey }),
    reason: texts.reopened(reason),
    assignee: null,
    fields: { dueAt, progress: null, expectedOn: null },
  });
}
