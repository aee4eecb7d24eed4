import { optionalText } from '../clean-text.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { Refusal } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { addWorkingTime } from '../working-time/working-time.ts';
import { askBackEnd, type Slot } from './back-end.ts';
import { bookOf } from './book.ts';
import { requireBook } from './hold-booking.ts';
import { type ItemInput, readItems } from './read-changes.ts';

const normDays = 5;
const horizonMs = 60 * 86_400_000;

export interface SlotsWanted {
  readonly kind: 'APPOINTMENT' | 'COLLECTION';
  readonly handlerGroup?: string | null;
  readonly productNumber?: string | null;
  readonly items: readonly ItemInput[];
  readonly location?: string | null;
  readonly postcode?: string | null;
  readonly expert?: string | null;
  readonly online?: boolean | null;
  readonly since?: string | null;
}

export interface FreeSlots {
  readonly __typename: 'FreeSlots';
  readonly groupKey: string;
  readonly slots: readonly Slot[];
  readonly withinNorm: boolean;
  readonly normUntil: Date;
}

/**
 * The first free moments of a book (R143, R145). Whether the first of them is within five working days is kept at every look
 * from now on, so that the norm is watched.
 */
export async function freeSlots(ground: Ground, asking: Asking, wanted: SlotsWanted, first: number) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const { prisma, ports } = ground;
  const now = ports.now();
  try {
    const book = await bookOf(prisma, wanted);
    requireBook(identity, book);
    const kind = fromEnum(wanted.kind);
    const from = new Date(Math.max(now.getTime(), Date.parse(wanted.since ?? '') || 0));
    const reply = await askBackEnd(ground, kind, 'slots', {
      book,
      items: readItems('items', wanted.items).map(({ key, count }) => ({ key, count })),
      location: optionalText('location', wanted.location),
      postcode: optionalText('postcode', wanted.postcode),
      expert: optionalText('expert', wanted.expert),
      online: wanted.online ?? null,
      from: from.toISOString(),
      until: new Date(from.getTime() + horizonMs).toISOString(),
      first: limited(first, 50),
    });
    if (reply.outcome !== 'done') return { __typename: 'Conflict', message: texts.backEndSilent };
    const slots = reply.data.slots.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
    const normUntil = addWorkingTime(await calendarOf(prisma, ground, 'city'), now, { days: normDays });
    const firstAt = slots[0] ? new Date(slots[0].startsAt) : null;
    const withinNorm = firstAt !== null && firstAt <= normUntil;
    if (from.getTime() === now.getTime())
      await prisma.slotLook.create({
        data: { kind, handlerGroupKey: book, lookedAt: now, firstAt, withinNorm },
      });
    return {
      __typename: 'FreeSlots',
      groupKey: book,
      slots: slots.slice(0, first),
      withinNorm,
      normUntil,
    } satisfies FreeSlots;
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

/** What else can be done with bulky waste, as the planner tells it (R145). */
export async function collectionAlternatives(
  ground: Ground,
  asking: Asking,
  args: { readonly postcode: string; readonly first: number },
) {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const first = limited(args.first, 50);
  const reply = await askBackEnd(ground, 'collection', 'alternatives', { postcode: args.postcode });
  return reply.outcome === 'done' ? reply.data.alternatives.slice(0, first) : null;
}

export interface SlotFigures {
  readonly looks: number;
  readonly withinNorm: number;
}

/** How often a look found something free within the norm, from `since`, before `until`. */
export async function slotFigures(
  tx: Tx,
  { handlerGroup, since, until }: { handlerGroup: string; since: string; until: string },
): Promise<SlotFigures> {
  const where = { handlerGroupKey: handlerGroup, lookedAt: { gte: new Date(since), lt: new Date(until) } };
  const [looks, withinNorm] = await Promise.all([
    tx.slotLook.count({ where }),
    tx.slotLook.count({ where: { ...where, withinNorm: true } }),
  ]);
  return { looks, withinNorm };
}
