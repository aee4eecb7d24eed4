import { readDay } from '../cases/read-day.ts';
import { requiredText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import { orBadInput } from '../or-bad-input.ts';
import { isUuid, limited } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { type KnownPlan, Prisma } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { brusselsDay, isoDay } from '../working-time/brussels.ts';
import { type PlaceInput, readPlace } from './place.ts';

interface PlanInput {
  readonly idempotencyKey: string;
  readonly title: string;
  readonly told: string;
  readonly handlerGroup: string;
  readonly productNumbers: readonly string[];
  readonly place?: PlaceInput | null;
  readonly radiusMetres?: number | null;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Keeps what a department is going to do, for whoever reports it (R154); by its own members and the contact centre. */
export function publishPlan(ground: Ground, asking: Asking, input: PlanInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'publishPlan', input, async (tx) => {
    const group = await tx.handlerGroup.findUnique({ where: { key: input.handlerGroup } });
    if (!group) throw invalid('handlerGroup', texts.groupUnknown);
    requireGroup(asking, group.key);
    const period = periodOf(input);
    const productNumbers = await productsOf(tx, input.productNumbers);
    const place = input.place ? readPlace('place', input.place) : null;
    const at = ground.ports.now();
    const { id } = await tx.knownPlan.create({
      data: {
        title: requiredText('title', input.title),
        told: requiredText('told', input.told),
        handlerGroupKey: group.key,
        productNumbers,
        ...(place ?? { place: Prisma.DbNull }),
        radiusMetres: place?.latitude == null ? null : radiusOf(input.radiusMetres),
        ...period,
        actorSubject: identity.subject,
        actorName: identity.name,
        at,
      },
    });
    await writeAudit(tx, at, actorOf(identity), asking, {
      act: 'plan.publish',
      subjectType: 'plan',
      subjectId: id,
      details: { handlerGroup: group.key },
    });
    return { __typename: 'KnownPlan', id };
  });
}

async function productsOf(tx: Tx, given: readonly string[]): Promise<string[]> {
  const productNumbers = [...new Set(given)];
  const known = await tx.product.count({ where: { productNumber: { in: productNumbers } } });
  if (known < productNumbers.length) throw invalid('productNumbers', texts.productUnknown);
  return productNumbers;
}

function periodOf({ startsOn, endsOn }: PlanInput) {
  const period = { startsOn: dayOf('startsOn', startsOn), endsOn: dayOf('endsOn', endsOn) };
  if (period.endsOn < period.startsOn) throw invalid('endsOn', texts.planEndsBefore);
  return period;
}

function dayOf(field: string, given: string): Date {
  const day = readDay(field, given);
  if (day === null) throw invalid(field, texts.required);
  return day;
}

function radiusOf(given: number | null | undefined): number {
  const radius = given ?? 200;
  if (!(radius >= 1 && radius <= 50_000)) throw invalid('radiusMetres', texts.distance(50_000));
  return radius;
}

function requireGroup(asking: Asking, key: string) {
  const { roles, groups } = requireRole(asking, 'agent', 'expert', 'coordinator');
  if (!(roles.includes('agent') || groups.includes(key))) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
}

/** Takes a plan back: it is told to nobody any more. */
export function withdrawPlan(
  ground: Ground,
  asking: Asking,
  input: { readonly idempotencyKey: string; readonly planId: string },
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'withdrawPlan', input, async (tx) => {
    const plan = await planOf(tx, input.planId);
    requireGroup(asking, plan.handlerGroupKey);
    if (plan.withdrawnAt !== null) throw conflict(texts.planWithdrawn);
    const at = ground.ports.now();
    await tx.knownPlan.update({ where: { id: plan.id }, data: { withdrawnAt: at } });
    await writeAudit(tx, at, actorOf(identity), asking, {
      act: 'plan.withdraw',
      subjectType: 'plan',
      subjectId: plan.id,
    });
    return { __typename: 'KnownPlan', id: plan.id };
  });
}

interface TellInput {
  readonly idempotencyKey: string;
  readonly planId: string;
  readonly caseId?: string | null;
  readonly contactId?: string | null;
}

/** Keeps that a plan was told, to the reporter of a case or in a contact. */
export function tellPlan(ground: Ground, asking: Asking, input: TellInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'tellPlan', input, async (tx) => {
    const plan = await planOf(tx, input.planId);
    const { caseId, contactId } = await toldTo(tx, input);
    const at = ground.ports.now();
    const { subject: actorSubject, name: actorName } = identity;
    await tx.planTold.create({
      data: { planId: plan.id, caseId, contactId, actorSubject, actorName, at },
    });
    await writeAudit(tx, at, actorOf(identity), asking, {
      act: 'plan.tell',
      subjectType: caseId === null ? 'contact' : 'case',
      subjectId: caseId ?? contactId ?? '',
      details: { plan: plan.id },
    });
    return { __typename: 'KnownPlan', id: plan.id };
  });
}

/** The case or the contact in which a plan is told: one of both. */
async function toldTo(tx: Tx, { caseId = null, contactId = null }: TellInput) {
  if ((caseId === null) === (contactId === null)) throw invalid('caseId', texts.caseOrContact);
  const id = caseId ?? contactId ?? '';
  const where = { id: isUuid(id) ? id : '00000000-0000-0000-0000-000000000000' };
  if (caseId !== null && (await tx.case.count({ where })) === 0) throw notFound(texts.caseUnknown);
  if (contactId !== null && (await tx.contact.count({ where })) === 0) throw notFound(texts.contactUnknown);
  return { caseId, contactId };
}

async function planOf(tx: Tx, id: string): Promise<KnownPlan> {
  const plan = isUuid(id) ? await tx.knownPlan.findUnique({ where: { id } }) : null;
  if (!plan) throw notFound(texts.planUnknown);
  return plan;
}

/**
 * Plans that hold today for a place and a product, the one that ends first on top: those of the street, those around the
 * point, and those of the whole city.
 */
export async function knownPlans(
  { prisma, ports }: Ground,
  asking: Asking,
  args: { readonly place: PlaceInput; readonly productNumber?: string | null; readonly first: number },
): Promise<KnownPlan[]> {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const { latitude, longitude, placeKey } = orBadInput(() => readPlace('place', args.place));
  const today = isoDay(brusselsDay(ports.now()));
  const product = args.productNumber ?? null;
  const found = await prisma.$queryRaw<{ id: string }[]>`
    select id::text from known_plan
    where withdrawn_at is null and ends_on >= ${today}::date
      and (cardinality(product_numbers) = 0 or ${product} = any(product_numbers))
      and (
        place is null
        or place_key = ${placeKey}
        or metres_between(latitude, longitude, ${latitude}::float8, ${longitude}::float8) <= radius_metres
      )
    order by ends_on, id limit ${limited(args.first, 50)}`;
  return prisma.knownPlan.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ endsOn: 'asc' }, { id: 'asc' }],
  });
}
