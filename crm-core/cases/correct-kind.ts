import { requiredText } from '../clean-text.ts';
import { routeOf } from '../dispatch/route-of.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { dueOfCase } from '../promises/due-of.ts';
import { conflict } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { type CaseInput, requireVersion } from './act-on-case.ts';
import type { CaseState, CaseStatusChanged } from './case-status-changed.ts';
import { endStates, lockCase, stepCase } from './step-case.ts';
import { whereItLay } from './where-it-lay.ts';

interface KindInput extends CaseInput {
  readonly kind: string;
  readonly reason: string;
}

/** Says that a case is of another kind. What is or was a complaint goes where its new kind goes; the rest stays where it is. */
export function correctKind(ground: Ground, asking: Asking, input: KindInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'correctKind', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    requireVersion(file, input.expectedVersion);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    const kind = fromEnum(input.kind) as CaseStatusChanged['kind'];
    if (kind === file.kind) throw conflict(texts.kindAlready);
    const reason = requiredText('reason', input.reason);
    const { handlerGroupKey, state } = await whereItGoes(tx, ground, file, kind);
    const moved = handlerGroupKey !== file.handlerGroupKey;
    const at = ground.ports.now();
    const { openedAt } = file;
    const dueAt = await dueOfCase(tx, ground, file, { kind, handlerGroupKey, openedAt });
    const version = await stepCase(tx, ground, actorOf(identity), inStory(asking, file), file, {
      act: 'case.correct-kind',
      state,
      reason: texts.kindCorrected(texts.kindName[kind], reason),
      handlerGroupKey,
      ...(moved && { assignee: null }),
      fields: { kind, dueAt },
    });
    await tx.caseEdit.create({
      data: {
        caseId: file.id,
        version,
        field: 'kind',
        before: file.kind,
        after: kind,
        reason,
        actorSubject: identity.subject,
        actorName: identity.name,
        at,
      },
    });
    return { __typename: 'Case', id: file.id };
  });
}

async function whereItGoes(tx: Tx, ground: Ground, file: Case, kind: string) {
  const moves = kind === 'complaint' || file.kind === 'complaint';
  const { handlerGroupKey } = moves ? await routeOf(tx, ground, { ...file, kind }) : file;
  const state =
    handlerGroupKey === file.handlerGroupKey
      ? (file.state as CaseState)
      : whereItLay({ assigneeSubject: null, handlerGroupKey });
  return { handlerGroupKey, state };
}
