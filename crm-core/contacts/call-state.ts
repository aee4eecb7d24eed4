import { callHappenings, type RecordCall } from './record-call.ts';

const order = new Map(callHappenings.map((happening, index) => [happening, index]));

const stateAfter: Readonly<Record<RecordCall['happening'], string | null>> = {
  queued: 'queued',
  ringing: 'ringing',
  answered: 'answered',
  held: 'held',
  retrieved: 'answered',
  diverted: 'ringing',
  transferred: null,
  ended: 'ended',
  failed: 'failed',
};

/**
 * Where a call is after all that was told of it, in whatever order that came. An end is an end, also when something that
 * happened before it is told afterwards; a number that was hidden once is not kept.
 */
export function callState(happenings: readonly RecordCall[]) {
  const told = happenings.toSorted(
    (a, b) =>
      Date.parse(a.occurredAt) - Date.parse(b.occurredAt) ||
      (order.get(a.happening) ?? 0) - (order.get(b.happening) ?? 0),
  );
  const last = <Value>(read: (one: RecordCall) => Value | null) =>
    told.map(read).findLast((value) => value !== null) ?? null;
  const at = (is: (one: RecordCall) => boolean) => {
    const found = told.find(is);
    return found ? new Date(found.occurredAt) : null;
  };
  const end = told.findLast(({ happening }) => happening === 'ended' || happening === 'failed');
  const hidden = told.some(({ presentation }) => presentation === 'restricted');
  const shown = told.some(({ presentation }) => presentation === 'shown');
  return {
    state: end?.happening ?? last(({ happening }) => stateAfter[happening]) ?? 'ringing',
    direction: told[0]?.direction ?? 'inbound',
    number: hidden ? null : last(({ number }) => number),
    presentation: hidden ? 'restricted' : shown ? 'shown' : 'unknown',
    dialled: last(({ dialled }) => dialled),
    queue: last(({ queue }) => queue),
    device: last(({ device, transfer }) => transfer?.toDevice ?? device),
    transfer: last(({ transfer }) => transfer?.kind ?? null),
    startedAt: new Date(told[0]?.occurredAt ?? 0),
    answeredAt: at(({ happening }) => happening === 'answered'),
    endedAt: end ? new Date(end.occurredAt) : null,
    ending: end?.ending ?? null,
  };
}

export type CallState = ReturnType<typeof callState>;

const neverSpoke = new Set(['abandoned', 'busy', 'no-answer', 'failed']);

/** Whether a contact took place: somebody of ours spoke, or the call ended and nothing says that nobody did. */
export function deservesDraft({ direction, answeredAt, state, ending }: CallState): boolean {
  if (direction === 'internal') return false;
  return answeredAt !== null || (state === 'ended' && !neverSpoke.has(ending ?? ''));
}
