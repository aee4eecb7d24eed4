import type { Job, ProcessPromiseFunction, Queue } from 'bull';
import type { BullItems, Head } from './bull-items.ts';
import type { Consume, Consumer } from './channel.ts';
import { defaultGraceMs, endsWithin, handOver } from './hand-over.ts';

/** Tells Bull's backoff when the item shall come again. */
export class AskedAgain extends Error {
  override readonly name = 'AskedAgain';
  readonly delayMs: number;

  constructor(delayMs: number) {
    super('asked for another try');
    this.delayMs = delayMs;
  }
}

export interface BullConsumerOptions {
  /** For this consumer alone; closed with it. */
  readonly queue: Queue<Head>;
  readonly items: BullItems;
  readonly handle: Consume;
  readonly concurrency: number;
}

/** Bull hands out the jobs, keeps their locks while they run, and brings back those of a process that died. */
export function startBullConsumer({ queue, items, handle, concurrency }: BullConsumerOptions): Consumer {
  const underWay = new Map<Job<Head>, AbortController>();

  let stopping = false;

  const work: ProcessPromiseFunction<Head> = async (job) => {
    if (stopping) throw new AskedAgain(0);
    const attempt = await items.take(job.data);
    const reason = attempt > 0 ? await handOverJob(job, attempt) : undefined;
    await items.finish(job.data, attempt, reason);
  };

  async function handOverJob(job: Job<Head>, attempt: number) {
    const { id, key, dueAt } = job.data;
    const abandon = new AbortController();
    underWay.set(job, abandon);
    const taken = { id, key, attempt, ...(dueAt > 0 && { dueAt: new Date(dueAt) }) };
    const settlement = await handOver(handle, taken, abandon.signal);
    underWay.delete(job);
    if (settlement.kind === 'nack') throw new AskedAgain(settlement.delayMs);
    return settlement.kind === 'dead' ? settlement.reason : undefined;
  }

  queue.on('lock-extension-failed', (job: Job<Head>) => underWay.get(job)?.abort());
  queue.process(concurrency, work).catch((error) => queue.emit('error', error));

  async function stop(graceMs = defaultGraceMs) {
    stopping = true;
    if (await endsWithin(queue.close(), graceMs)) return;
    for (const abandon of underWay.values()) abandon.abort();
    // without connections the locks end, and the items go to another consumer
    (queue as Queue<Head> & { disconnect(): Promise<void> }).disconnect().catch(() => {});
  }

  return { stop };
}
