import { requiredText } from '../clean-text.ts';
import { readTelephones } from '../customers/belgium/telephone.ts';
import { once } from '../once.ts';
import { decodeCursor, limited, pageOf } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { fieldOfShown } from './explain.ts';
import { familyName, givenName, homeOf } from './profile.ts';

export interface StopValueArgs {
  readonly first: number;
  readonly after?: string | null;
}

export interface StopValueInput {
  readonly idempotencyKey: string;
  readonly field: string;
  readonly value: string;
}

/** The values that say nothing of who somebody is, by field. */
export async function stopValues({ prisma }: Ground, asking: Asking, { first, after }: StopValueArgs) {
  requireRole(asking, 'agent', 'coordinator', 'admin');
  const most = limited(first, 100);
  const [field = '', value = ''] = decodeCursor(after, /^\w+ .+$/s)?.split(/ (.*)/s) ?? [];
  const rows = await prisma.matchStopValue.findMany({
    where: { OR: [{ field: { gt: field } }, { field, value: { gt: value } }] },
    orderBy: [{ field: 'asc' }, { value: 'asc' }],
    take: most + 1,
  });
  return pageOf(rows.map(shown), most, after, (row) => row.place);
}

/** A value that many people give is no evidence any more, for every node from its next question on. */
export function addStopValue(ground: Ground, asking: Asking, input: StopValueInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  const { ports } = ground;
  return once(ground, asking, 'addStopValue', input, async (tx) => {
    const stop = readStop(input);
    const row = { ...stop, addedBy: identity.name, addedAt: ports.now() };
    await tx.matchStopValue.upsert({ where: { field_value: stop }, create: row, update: {} });
    await writeAudit(tx, ports.now(), actorOf(identity), asking, {
      act: 'matching.stop-value.add',
      subjectType: 'customer',
      subjectId: '-',
      details: { field: stop.field },
    });
    return { ...shown(row), __typename: 'StopValue', id: `${stop.field} ${stop.value}` };
  });
}

/** It is evidence again. */
export function removeStopValue(ground: Ground, asking: Asking, input: StopValueInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  const { ports } = ground;
  return once(ground, asking, 'removeStopValue', input, async (tx) => {
    const stop = readStop(input);
    const gone = await tx.matchStopValue.findUnique({ where: { field_value: stop } });
    if (!gone) throw notFound(texts.stopValueUnknown);
    await tx.matchStopValue.delete({ where: { field_value: stop } });
    await writeAudit(tx, ports.now(), actorOf(identity), asking, {
      act: 'matching.stop-value.remove',
      subjectType: 'customer',
      subjectId: '-',
      details: { field: stop.field },
    });
    return { ...shown(gone), __typename: 'StopValue', id: `${stop.field} ${stop.value}` };
  });
}

interface Kept {
  readonly field: string;
  readonly value: string;
  readonly addedBy: string;
  readonly addedAt: Date;
}

function shown({ field, value, addedBy, addedAt }: Kept) {
  return {
    field: fieldOfShown.get(field) ?? '',
    value,
    addedBy,
    addedAt: addedAt.toISOString(),
    place: `${field} ${value}`,
  };
}

/** In the form in which it is compared. */
function readStop(input: StopValueInput): { field: string; value: string } {
  const text = requiredText('value', input.value);
  const field = [...fieldOfShown].find(([, name]) => name === input.field)?.[0] ?? '';
  const value = comparedAs[field]?.(text) ?? '';
  if (value === '') throw invalid('value', texts.stopValueUnreadable);
  return { field, value };
}

const comparedAs: Readonly<Record<string, (text: string) => string>> = {
  family: (text) => familyName(text).word,
  given: (text) => givenName(text).word,
  births: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : ''),
  phones: (text) => readTelephones(text).numbers[0] ?? '',
  emails: (text) => (/^[^\s@]+@[^\s@]*$/.test(text) ? text.toLowerCase() : ''),
  homes(text) {
    const { street, number } = homeOf({ street: text, houseNumber: '', postcode: '' });
    return number ? `${street} ${number}` : street;
  },
};
