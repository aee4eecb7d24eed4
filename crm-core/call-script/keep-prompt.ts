import { configurationKey, optionalText, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

export interface KeepScriptPromptInput {
  readonly idempotencyKey: string;
  readonly key: string;
  readonly phase: string;
  readonly kind: string;
  readonly text: string;
  readonly productNumber?: string | null;
  readonly theme?: string | null;
  readonly position: number;
  readonly active: boolean;
}

/** Keeps a line of the script as it is given, for every call or for one topic (R050, R051). */
export function keepScriptPrompt(ground: Ground, asking: Asking, input: KeepScriptPromptInput) {
  const identity = requireRole(asking, 'admin');
  return once(ground, asking, 'keepScriptPrompt', input, async (tx) => {
    const key = configurationKey('key', input.key);
    const productNumber = optionalText('productNumber', input.productNumber);
    if (productNumber !== null && (await tx.product.count({ where: { productNumber } })) === 0)
      throw invalid('productNumber', texts.productUnknown);
    const fields = {
      phase: fromEnum(input.phase),
      kind: fromEnum(input.kind),
      text: requiredText('text', input.text),
      productNumber,
      theme: optionalText('theme', input.theme),
      position: input.position,
      active: input.active,
    };
    await tx.scriptPrompt.upsert({ where: { key }, create: { key, ...fields }, update: fields });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'script-prompt.keep',
      subjectType: 'configuration',
      subjectId: `script-prompt:${key}`,
      details: { active: fields.active },
    });
    return { __typename: 'ScriptPrompt', id: key };
  });
}
