import { optionalText, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Case, EndReason } from '../prisma/client/client.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { followOriginal } from '../reports/follow-original.ts';
import { texts } from '../texts.ts';
import { actOnCase, type CaseInput } from './act-on-case.ts';
import { provenHandOver } from './hand-over.ts';
import { holdOwnCase } from './hold-own-case.ts';
import { settleParts } from './settle-parts.ts';
import { endStates, holdCase, stepCase } from './step-case.ts';

interface CloseInput extends CaseInput {
  readonly endReason: string;
  readonly note: string;
  readonly duplicateOf?: string | null;
  readonly openPartsReason?: string | null;
}

/** Ends a case with a reason from the list and an explanation that the customer reads: never just "solved". */
export function closeCase(ground: Ground, asking: Asking, input: CloseInput) {
  return actOnCase(ground, asking, 'closeCase', input, async (file, identity, tx) => {
    if (file.state === 'closed' || file.state === 'withdrawn') throw conflict(texts.caseDone);
    const end = await tx.endReason.findUnique({ where: { key: input.endReason } });
    if (!end?.active) throw invalid('endReason', texts.endReasonUnknown);
    const note = requiredText('note', input.note);
    await settleParts(tx, ground, file, identity, input.openPartsReason);
    const original = end.outcome === 'duplicate' ? await originalOf(tx, file, input.duplicateOf) : null;
    if (original) await followOriginal(tx, ground, actorOf(identity), file, original);
    return {
      state: 'closed',
      reason: `${end.name}: ${note}`,
      fields: {
        endReasonKey: end.key,
        resolution: `${await toldOf(tx, file, end)} ${note}`,
        duplicateOfId: original?.id ?? null,
      },
    };
  });
}

async function toldOf(tx: Tx, file: Case, { outcome, told }: EndReason): Promise<string> {
  if (outcome !== 'other-body') return told;
  const body = await provenHandOver(tx, file.id);
  if (body === null) throw conflict(texts.handOverNotProven);
  return told.replaceAll('{instantie}', body);
}

async function originalOf(tx: Tx, file: Case, id: string | null | undefined): Promise<Case> {
  const original = id && id !== file.id ? await holdCase(tx, id) : null;
  if (!original) throw invalid('duplicateOf', texts.originalUnknown);
  if (original.kind !== file.kind) throw invalid('duplicateOf', texts.originalOtherKind);
  if (original.state === 'withdrawn' || original.duplicateOfId !== null)
    throw invalid('duplicateOf', texts.originalOver);
  return original;
}

/** The customer takes his case back, himself or through the contact centre. */
export function withdrawCase(
  ground: Ground,
  asking: Asking,
  input: CaseInput & { readonly reason?: string | null },
) {
  return once(ground, asking, 'withdrawCase', input, async (tx) => {
    const { file, identity, as } = await holdOwnCase(tx, ground, asking, input.caseId);
    if (as === 'follower') throw notFound(texts.caseUnknown);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    if ((await tx.caseFollower.count({ where: { caseId: file.id } })) > 0) throw conflict(texts.othersFollow);
    const reason = optionalText('reason', input.reason) ?? texts.withdrawnReason;
    await settleParts(tx, ground, file, identity, texts.withdrawnReason);
    const step = { act: 'case.withdraw', state: 'withdrawn', reason } as const;
    await stepCase(tx, ground, actorOf(identity), inStory(asking, file), file, step);
    return { __typename: 'Case', id: file.id };
  });
}
