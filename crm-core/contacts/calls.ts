import { batched } from '../batch.ts';
import { CoreError } from '../core-error.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Call } from '../prisma/client/client.ts';
import { requireRole, viewOf } from '../privacy/who.ts';
import { texts } from '../texts.ts';

/** One call; for agents, and null for those who may see a contact but not its call. */
export async function loadCall(ground: Ground, asking: Asking, id: string): Promise<Call | null> {
  if (viewOf(asking).kind !== 'all' || !isUuid(id)) return null;
  const load = async (ids: string[]) => {
    const calls = await ground.prisma.call.findMany({ where: { id: { in: ids } } });
    return new Map(calls.map((call) => [call.id, call]));
  };
  return (await batched(asking, 'call', id.toLowerCase(), load)) ?? null;
}

/** The call on the telephone of the agent who asks; one that is over stays until its contact is registered. */
export async function currentCall({ prisma }: Ground, asking: Asking): Promise<Call | null> {
  const { device } = requireRole(asking, 'agent');
  if (!device) return null;
  return prisma.call.findFirst({
    where: { device, OR: [{ endedAt: null }, { contact: { state: 'draft' } }] },
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { startedAt: 'desc' }],
  });
}

/** The current call, then every call of this telephone whenever something of it changes, until the listener leaves. */
export function callChanges(ground: Ground, asking: Asking): AsyncGenerator<Call> {
  const { device } = requireRole(asking, 'agent');
  if (!device) throw new CoreError(texts.noDevice, 'FORBIDDEN');
  return changesOf(ground, asking, device);
}

async function* changesOf(ground: Ground, asking: Asking, device: string): AsyncGenerator<Call> {
  const stop = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
  try {
    const changes = ground.ports.listen(`call:${device}`, signal);
    const current = await currentCall(ground, asking);
    if (current) yield current;
    for await (const { callId } of changes as AsyncIterable<{ callId: string }>) {
      const call = await ground.prisma.call.findUnique({ where: { id: callId } });
      if (call) yield call;
    }
  } finally {
    stop.abort();
  }
}
