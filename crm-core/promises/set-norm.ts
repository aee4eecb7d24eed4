import { openStates } from '../cases/step-case.ts';
import { optionalText, requiredText } from '../clean-text.ts';
import type { Given } from '../customers/read-customer.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Prisma, ServiceNorm } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { dueBy, norms } from './norms.ts';

interface SetNormInput {
  readonly idempotencyKey: string;
  readonly kind: string;
  readonly handlerGroup?: Given;
  readonly productNumber?: Given;
  readonly channel?: Given;
  readonly calendar: string;
  readonly days?: number | null;
  readonly minutes?: number | null;
  readonly agreedWith?: Given;
  readonly validFrom?: string | null;
  readonly reason: string;
}

/** Sets the norm for one subject from a moment on; the one before ends then, and promises that were made stay as they are (R085). */
export async function setNorm(ground: Ground, asking: Asking, input: SetNormInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  const done = await once(ground, asking, 'setNorm', input, async (tx) => {
    const now = ground.ports.now();
    const validFrom = input.validFrom ? readInstant('validFrom', input.validFrom) : now;
    if (validFrom < now) throw invalid('validFrom', texts.normPast);
    const subject = await subjectOf(tx, input);
    const version = await endBefore(tx, subject, validFrom);
    const { id } = await tx.serviceNorm.create({
      data: {
        ...subject,
        ...(await timeOf(tx, input)),
        agreedWith: optionalText('agreedWith', input.agreedWith),
        version,
        validFrom,
        setBy: identity.name,
        reason: requiredText('reason', input.reason),
      },
    });
    await writeAudit(tx, now, actorOf(identity), asking, {
      act: 'norm.set',
      subjectType: 'norm',
      subjectId: id,
      details: { kind: subject.kind, version },
    });
    return { __typename: 'ServiceNorm', id };
  });
  norms.forget(ground);
  return done;
}

/** Moves the open promises of a norm's subject to the moment that it has them due, as an act of its own; answers the norm. */
export function applyNorm(
  ground: Ground,
  asking: Asking,
  input: { readonly idempotencyKey: string; readonly normId: string; readonly reason: string },
) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  return once(ground, asking, 'applyNorm', input, async (tx) => {
    requiredText('reason', input.reason);
    const norm = isUuid(input.normId) && (await tx.serviceNorm.findUnique({ where: { id: input.normId } }));
    if (!norm) throw notFound(texts.normUnknown);
    const now = ground.ports.now();
    const files = await tx.case.findMany({ where: openCasesOf(norm) });
    for (const { id, openedAt, dueAt, correlationid } of files) {
      const moved = await dueBy(tx, ground, norm, openedAt);
      if (moved.getTime() === dueAt.getTime()) continue;
      await tx.case.update({ where: { id }, data: { dueAt: moved } });
      await writeAudit(
        tx,
        now,
        actorOf(identity),
        { correlationid, purpose: asking.purpose },
        {
          act: 'case.move-due',
          subjectType: 'case',
          subjectId: id,
          details: { norm: norm.id, version: norm.version },
        },
      );
    }
    return { __typename: 'ServiceNorm', id: norm.id };
  });
}

function openCasesOf({
  kind,
  handlerGroupKey,
  productNumber,
  channelKey,
}: ServiceNorm): Prisma.CaseWhereInput {
  return {
    kind,
    state: { in: [...openStates] },
    ...(handlerGroupKey && { handlerGroupKey }),
    ...(productNumber && { productNumber }),
    ...(channelKey && { question: { contact: { channelKey } } }),
  };
}

async function subjectOf(tx: Tx, input: SetNormInput) {
  const handlerGroupKey = optionalText('handlerGroup', input.handlerGroup);
  const productNumber = optionalText('productNumber', input.productNumber);
  if (handlerGroupKey && (await tx.handlerGroup.count({ where: { key: handlerGroupKey } })) === 0)
    throw invalid('handlerGroup', texts.groupUnknown);
  if (productNumber && (await tx.product.count({ where: { productNumber } })) === 0)
    throw invalid('productNumber', texts.productUnknown);
  const channelKey = optionalText('channel', input.channel);
  if (channelKey && (await tx.channel.count({ where: { key: channelKey } })) === 0)
    throw invalid('channel', texts.channelUnknown);
  return { kind: fromEnum(input.kind), handlerGroupKey, productNumber, channelKey };
}

async function timeOf(tx: Tx, { calendar, days = null, minutes = null }: SetNormInput) {
  const amount = days ?? minutes;
  if ((days === null) === (minutes === null) || amount === null || amount < 1 || amount > 10_000)
    throw invalid(days === null ? 'minutes' : 'days', texts.normTime);
  if ((await tx.workingCalendar.count({ where: { key: calendar } })) === 0)
    throw invalid('calendar', texts.calendarUnknown);
  return { calendarKey: calendar, days, minutes };
}

/** Ends what is in force for the same subject; answers the number of the version that follows. */
async function endBefore(tx: Tx, subject: Awaited<ReturnType<typeof subjectOf>>, validFrom: Date) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('service_norm'))`;
  const before = await tx.serviceNorm.findFirst({ where: subject, orderBy: { validFrom: 'desc' } });
  if (!before) return 1;
  if (before.validFrom >= validFrom) throw conflict(texts.normOverlaps);
  if (before.validUntil === null)
    await tx.serviceNorm.update({ where: { id: before.id }, data: { validUntil: validFrom } });
  return before.version + 1;
}
