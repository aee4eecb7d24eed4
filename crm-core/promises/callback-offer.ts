import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { nextOpen } from '../working-time/working-time.ts';
import { dueBy, normOf, type Owed } from './norms.ts';
import { sayTelephone } from './say-telephone.ts';

interface Offered extends Pick<Owed, 'handlerGroupKey' | 'productNumber' | 'channelKey'> {
  /** E.164. */
  readonly phone: string;
  /** The customer cannot be reached before; at once where it is left out. */
  readonly notBefore?: Date | undefined;
  /** Said by who calls; by the norm where it is left out. */
  readonly dueAt?: Date | undefined;
}

/** When a group that exists calls back at the latest, and the words in which a customer is told so (R071). */
export async function callbackOffer(tx: Tx, ground: Ground, offered: Offered) {
  const { handlerGroupKey, productNumber, channelKey, phone, notBefore, dueAt: said } = offered;
  const { name } = await tx.handlerGroup.findUniqueOrThrow({ where: { key: handlerGroupKey } });
  const now = ground.ports.now();
  const from = notBefore && notBefore > now ? notBefore : now;
  const owed = { kind: 'callback', handlerGroupKey, productNumber, channelKey, openedAt: now };
  const norm = await normOf(tx, ground, owed);
  const dueAt = said ?? (await dueBy(tx, ground, norm, from));
  const opens = nextOpen(await calendarOf(tx, ground, norm.calendarKey), from);
  return {
    handlerGroupKey,
    normId: said ? null : norm.id,
    calendarKey: norm.calendarKey,
    fromAt: opens < dueAt ? opens : dueAt,
    dueAt,
    words: texts.callbackWords(name, sayTelephone(phone), dueAt),
  };
}
