import type { Ground, Tx } from '../ports.ts';
import type { Channel } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { isOpen, nextOpen } from '../working-time/working-time.ts';

/** Whether a channel is open at this moment and, while it is not, when it opens and what a customer is told (R024). */
export async function openingOf(tx: Tx, ground: Ground, { calendarKey, outOfHours }: Channel) {
  const now = ground.ports.now();
  const calendar = await calendarOf(tx, ground, calendarKey);
  if (isOpen(calendar, now)) return { openNow: true, opensAt: null, closedNotice: null };
  const opensAt = nextOpen(calendar, now);
  return { openNow: false, opensAt, closedNotice: `${outOfHours} ${texts.opensAgain(opensAt)}`.trim() };
}
