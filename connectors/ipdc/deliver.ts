import type { Delivery } from '../../hub/index.ts';
import type { Member } from './member.ts';

/**
 * Offers the members in the given order; one that is refused is offered again before any later one, so that the order
 * per product holds. `cursorAfter(count)` is the place after the first `count` members.
 */
export async function* deliver(
  members: readonly Member[],
  cursorAfter: (count: number) => string,
  signal: AbortSignal,
): AsyncGenerator<Delivery, void> {
  let next = 0;
  while (next < members.length && !signal.aborted) {
    const at = next;
    const member = members[at];
    if (!member) return;
    next += 1;
    yield {
      message: member.message,
      cursor: cursorAfter(at + 1),
      ack: async () => {}, // the stream is a log: nobody has to be told
      nack: async () => {
        next = Math.min(next, at);
      },
    };
  }
}
