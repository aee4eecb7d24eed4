import type { CaseInput } from '../cases/act-on-case.ts';
import { settleParts } from '../cases/settle-parts.ts';
import { endStates, lockCase, stepCase } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';

interface SolveInput extends CaseInput {
  readonly solution: string;
}

/**
 * Puts right at once what a customer complains about, and keeps how: the complaint stays counted, and he may reopen it for
 * the procedure (R162). For the contact centre too, though the complaint lies with the coordinator.
 */
export function solveComplaintAtOnce(ground: Ground, asking: Asking, input: SolveInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'solveComplaintAtOnce', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    const complaint = await tx.complaint.findUnique({ where: { caseId: file.id } });
    if (file.kind !== 'complaint' || !complaint) throw conflict(texts.noComplaint);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    if (complaint.procedureToldAt === null) throw conflict(texts.tellProcedureFirst);
    const solution = requiredText('solution', input.solution);
    await settleParts(tx, ground, file, identity, texts.complaintSolvedReason);
    await tx.complaint.update({
      where: { caseId: file.id },
      data: {
        choice: 'solved-at-once',
        solution,
        solvedAt: ground.ports.now(),
        solvedBy: identity.name,
      },
    });
    await stepCase(tx, ground, actorOf(identity), inStory(asking, file), file, {
      act: 'complaint.solve',
      state: 'answered',
      reason: texts.complaintSolvedReason,
      assignee: identity,
      fields: { answer: `${solution} ${texts.procedureStaysOpen}` },
    });
    return { __typename: 'Case', id: file.id };
  });
}
