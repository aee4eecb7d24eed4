import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { isAddressed } from './answer-transfer.ts';
import { loadTransfer, myOffers, type TransferRow } from './load-transfers.ts';
import type { Addressed } from './settle.ts';

/** The cards for the one who asks: those that wait, then each when it is offered and when it is settled (M7). */
export function transferOffers(ground: Ground, asking: Asking): AsyncGenerator<TransferRow> {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return live(
    ground,
    asking,
    'transfer:offered',
    () => myOffers(ground, asking, 50),
    async (told) => {
      const addressed = told as Addressed;
      return isAddressed(addressed, identity) ? loadTransfer(ground, asking, addressed.transferId) : null;
    },
  );
}

/** One transfer as it is, and whenever something of it changes: for the agent who waits for the tap. */
export function transferChanges(ground: Ground, asking: Asking, id: string): AsyncGenerator<TransferRow> {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const load = () => loadTransfer(ground, asking, id);
  const first = async () => [(await load()) ?? []].flat();
  return live(ground, asking, `transfer:${id}`, first, load);
}

async function* live(
  { ports }: Ground,
  asking: Asking,
  topic: string,
  first: () => Promise<readonly TransferRow[]>,
  next: (told: object) => Promise<TransferRow | null>,
): AsyncGenerator<TransferRow> {
  const stop = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
  try {
    const announced = ports.listen(topic, signal);
    yield* await first();
    for await (const told of announced) {
      const transfer = await next(told);
      if (transfer) yield transfer;
    }
  } finally {
    stop.abort();
  }
}
