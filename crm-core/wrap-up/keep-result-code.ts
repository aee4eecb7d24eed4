import { configurationKey, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { fromEnum } from '../scalars.ts';

export interface KeepResultCodeInput {
  readonly idempotencyKey: string;
  readonly key: string;
  readonly name: string;
  readonly meaning: string;
  readonly position: number;
  readonly active: boolean;
}

/** Keeps a result code as it is given; what contacts said with it stays (R040). */
export function keepResultCode(ground: Ground, asking: Asking, input: KeepResultCodeInput) {
  const identity = requireRole(asking, 'admin');
  return once(ground, asking, 'keepResultCode', input, async (tx) => {
    const { position, active } = input;
    const key = configurationKey('key', input.key);
    const fields = {
      name: requiredText('name', input.name),
      meaning: fromEnum(input.meaning),
      position,
      active,
    };
    await tx.resultCode.upsert({ where: { key }, create: { key, ...fields }, update: fields });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'result-code.keep',
      subjectType: 'configuration',
      subjectId: `result-code:${key}`,
      details: { active },
    });
    return { __typename: 'ResultCode', id: key };
  });
}
