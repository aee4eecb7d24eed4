import { announceOnCommit } from '../after-commit.ts';
import { optionalText, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import { type Case, Prisma } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { type PlaceInput, placeText, readPlace } from '../reports/place.ts';
import { texts } from '../texts.ts';
import { type CaseInput, requireVersion } from './act-on-case.ts';
import { readDay } from './read-day.ts';
import { lockCase } from './step-case.ts';

export interface EditInput extends CaseInput {
  readonly expectedVersion: number;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly productNumber?: string | null;
  readonly place?: PlaceInput | null;
  readonly expectedOn?: string | null;
  readonly reason?: string | null;
}

type Mending = Omit<EditInput, keyof CaseInput | 'expectedVersion'>;

type Fields = Pick<
  Prisma.CaseUncheckedUpdateInput,
  'title' | 'description' | 'productNumber' | 'place' | 'latitude' | 'longitude' | 'placeKey' | 'expectedOn'
>;

/** What somebody mends in one field: for the row, and as it is read before and after. */
interface Mended {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly fields: Fields;
}

/**
 * Mends what is known of a case. Whoever saw another version than there is by now changes nothing and is told what was
 * changed since: no two edits overwrite each other.
 */
export function editCase(ground: Ground, asking: Asking, input: EditInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'editCase', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    requireVersion(file, input.expectedVersion);
    await mendCase(tx, ground, asking, identity, file, input);
    return { __typename: 'Case', id: file.id };
  });
}

/** The same of a case that is held by `lockCase`. */
export async function mendCase(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  identity: Identity,
  file: Case,
  input: Mending,
): Promise<void> {
  const mended = (await mendedBy(tx, file, input)).filter(({ before, after }) => before !== after);
  if (mended.length === 0) return;
  const reason = optionalText('reason', input.reason);
  const { version } = await tx.case.update({
    where: { id: file.id },
    data: Object.assign({}, ...mended.map(({ fields }) => fields)),
    select: { version: true },
  });
  const at = ground.ports.now();
  const { subject: actorSubject, name: actorName } = identity;
  await tx.caseEdit.createMany({
    data: mended.map(({ field, before, after }) => ({
      ...{ caseId: file.id, version, field, before, after, reason, actorSubject, actorName, at },
    })),
  });
  await writeAudit(tx, at, actorOf(identity), inStory(asking, file), {
    act: 'case.edit',
    subjectType: 'case',
    subjectId: file.id,
    details: { fields: mended.map(({ field }) => field), version },
  });
  await announceOnCommit(tx, ground, [{ topic: `case:${file.id}`, payload: { caseId: file.id } }]);
}

async function mendedBy(tx: Tx, file: Case, input: Mending): Promise<Mended[]> {
  return [
    ...mendedText(file, 'title', input.title),
    ...mendedText(file, 'description', input.description),
    ...(await mendedProduct(tx, file, input.productNumber)),
    ...mendedPlace(file, input.place),
    ...mendedDay(file, input.expectedOn),
  ];
}

function mendedText(file: Case, field: 'title' | 'description', given: string | null | undefined): Mended[] {
  if (given === null || given === undefined) return [];
  const after = requiredText(field, given);
  return [{ field, before: file[field], after, fields: { [field]: after } }];
}

async function mendedProduct(tx: Tx, file: Case, given: string | null | undefined): Promise<Mended[]> {
  if (given === undefined) return [];
  const productNumber = optionalText('productNumber', given);
  if (productNumber !== null && (await tx.product.count({ where: { productNumber } })) === 0)
    throw invalid('productNumber', texts.productUnknown);
  return [
    { field: 'productNumber', before: file.productNumber, after: productNumber, fields: { productNumber } },
  ];
}

function mendedPlace(file: Case, given: PlaceInput | null | undefined): Mended[] {
  if (given === undefined) return [];
  const read = given === null ? null : readPlace('place', given);
  const after = read && placeText(read);
  const fields = read ?? { place: Prisma.DbNull, latitude: null, longitude: null, placeKey: null };
  return [{ field: 'place', before: placeText(file), after, fields }];
}

function mendedDay(file: Case, given: string | null | undefined): Mended[] {
  if (given === undefined) return [];
  const expectedOn = readDay('expectedOn', given);
  const asText = (day: Date | null) => day?.toISOString().slice(0, 10) ?? null;
  return [
    {
      field: 'expectedOn',
      before: asText(file.expectedOn),
      after: asText(expectedOn),
      fields: { expectedOn },
    },
  ];
}
