import type { RecordCall } from '../contacts/record-call.ts';

/** One time that the switch passed a call on, and what became of it. */
export interface PassedOn {
  readonly at: Date;
  readonly kind: 'warm' | 'cold';
  readonly toDevice: string | null;
  /** Null while nobody can tell. */
  readonly reached: boolean | null;
  readonly decidedAt: Date | null;
}

/** Every transfer of one call, from all that was told of it in whatever order; a warm one was spoken about, so it reached somebody. */
export function passedOn(told: readonly RecordCall[]): PassedOn[] {
  const inOrder = told.toSorted((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
  return inOrder.flatMap(({ transfer, occurredAt }, index): PassedOn[] => {
    if (!transfer) return [];
    const at = new Date(occurredAt);
    const { kind, toDevice } = transfer;
    if (kind === 'warm') return [{ at, kind, toDevice, reached: true, decidedAt: at }];
    const fate = inOrder.slice(index + 1).find((one) => decides(one, toDevice));
    const reached = fate ? fate.happening === 'answered' && isThere(fate, toDevice) : null;
    return [{ at, kind, toDevice, reached, decidedAt: fate ? new Date(fate.occurredAt) : null }];
  });
}

/** Whether a happening says what became of a call that was passed on: answered there, or come up elsewhere, or over. */
function decides(one: RecordCall, toDevice: string | null): boolean {
  if (one.happening === 'ended' || one.happening === 'failed' || one.happening === 'answered') return true;
  const comesUp = ['ringing', 'queued', 'diverted', 'transferred'].includes(one.happening);
  return comesUp && !isThere(one, toDevice);
}

/** At that telephone, or in or through that queue. */
function isThere({ device, queue }: RecordCall, toDevice: string | null): boolean {
  return toDevice === null || device === toDevice || queue === toDevice;
}
