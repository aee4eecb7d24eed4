import { optionalText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface Agreement {
  readonly connected: boolean;
  readonly fallback: string | null;
  readonly cold: boolean;
  readonly number: string | null;
  readonly queue: string | null;
}

const unsaid: Agreement = { connected: true, fallback: null, cold: false, number: null, queue: null };

/** What is agreed with each of these groups about passing callers on to it (R063, R067). */
export async function agreementsWith(tx: Tx, groupKeys: readonly string[]): Promise<Map<string, Agreement>> {
  const rows = await tx.transferAgreement.findMany({ where: { groupKey: { in: [...groupKeys] } } });
  const said = new Map(rows.map((row) => [row.groupKey, row]));
  return new Map(groupKeys.map((key) => [key, said.get(key) ?? unsaid]));
}

export async function agreementWith(tx: Tx, groupKey: string): Promise<Agreement> {
  return (await agreementsWith(tx, [groupKey])).get(groupKey) ?? unsaid;
}

export interface AgreeTransfersInput {
  readonly idempotencyKey: string;
  readonly handlerGroup: string;
  readonly connected: boolean;
  readonly fallback?: string | null;
  readonly cold: boolean;
  readonly number?: string | null;
  readonly queue?: string | null;
}

/** Says what is agreed with a group; for its coordinator, or an administrator. */
export function agreeTransfers(ground: Ground, asking: Asking, input: AgreeTransfersInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  const { handlerGroup: groupKey, connected, cold } = input;
  if (!identity.roles.includes('admin') && !identity.groups.includes(groupKey))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return once(ground, asking, 'agreeTransfers', input, async (tx) => {
    if ((await tx.handlerGroup.count({ where: { key: groupKey } })) === 0) throw notFound(texts.groupUnknown);
    const fallback = optionalText('fallback', input.fallback);
    if (!connected && fallback === null) throw invalid('fallback', texts.agreementFallbackNeeded);
    const number = readNumber('number', input.number);
    if (cold && number === null) throw invalid('number', texts.agreementNumberNeeded);
    const now = ground.ports.now();
    const said = { connected, fallback, cold, number, queue: readNumber('queue', input.queue) };
    const fields = { ...said, changedBy: identity.subject, changedAt: now };
    await tx.transferAgreement.upsert({
      where: { groupKey },
      create: { groupKey, ...fields },
      update: fields,
    });
    await writeAudit(tx, now, actorOf(identity), asking, {
      act: 'transfer.agree',
      subjectType: 'group',
      subjectId: groupKey,
      details: { connected, cold, queue: said.queue !== null },
    });
    return { __typename: 'HandlerGroup', id: groupKey };
  });
}

function readNumber(field: string, given: string | null | undefined): string | null {
  const number = optionalText(field, given);
  if (number !== null && !/^\+?\d{2,15}$/.test(number)) throw invalid(field, texts.agreementNumber);
  return number;
}
