import type { Ground, Tx } from '../ports.ts';
import type { ServiceNorm } from '../prisma/client/client.ts';
import { remembered } from '../remembered.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { addWorkingTime } from '../working-time/working-time.ts';

/** What a norm is looked up for. */
export interface Owed {
  /** A kind of case, or of promise. */
  readonly kind: string;
  readonly handlerGroupKey: string;
  readonly productNumber?: string | null | undefined;
  /** By which channel it was asked. */
  readonly channelKey?: string | null | undefined;
  readonly openedAt: Date;
}

export const norms = remembered((tx: Tx) => tx.serviceNorm.findMany({ orderBy: { validFrom: 'asc' } }));

/** The norm that is in force: of the product before that of the group, before that of the channel, before that of the city. Costs no query. */
export async function normOf(tx: Tx, ground: Ground, owed: Owed): Promise<ServiceNorm> {
  const best = (await norms.of(tx, ground))
    .filter((norm) => appliesTo(norm, owed))
    .reduce<ServiceNorm | undefined>(
      (one, other) => (one && rank(one) >= rank(other) ? one : other),
      undefined,
    );
  if (!best) throw new Error(`there is no norm for ${owed.kind}`);
  return best;
}

/** When that norm has something due that began at that moment, in the working time of its calendar. */
export async function dueBy(tx: Tx, ground: Ground, norm: ServiceNorm, from: Date): Promise<Date> {
  const calendar = await calendarOf(tx, ground, norm.calendarKey);
  return addWorkingTime(
    calendar,
    from,
    norm.days === null ? { minutes: norm.minutes ?? 0 } : { days: norm.days },
  );
}

function appliesTo(norm: ServiceNorm, owed: Owed): boolean {
  const { kind, handlerGroupKey, productNumber, channelKey, openedAt } = owed;
  return (
    norm.kind === kind &&
    norm.validFrom <= openedAt &&
    (norm.validUntil === null || openedAt < norm.validUntil) &&
    (norm.handlerGroupKey === null || norm.handlerGroupKey === handlerGroupKey) &&
    (norm.productNumber === null || norm.productNumber === productNumber) &&
    (norm.channelKey === null || norm.channelKey === channelKey)
  );
}

function rank({ productNumber, handlerGroupKey, channelKey }: ServiceNorm): number {
  return (
    (productNumber === null ? 0 : 4) + (handlerGroupKey === null ? 0 : 2) + (channelKey === null ? 0 : 1)
  );
}
