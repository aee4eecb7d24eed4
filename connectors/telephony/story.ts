import type { SnapshotCall } from './csta.ts';
import type { Seen } from './events.ts';
import type { Premises } from './premises.ts';
import type { CallEvent } from './wire.ts';

type State = Exclude<SnapshotCall['state'], 'other'>;

/** What we remember of a call; JSON, kept in the connector's notes while the call lasts. */
export interface Story
  extends Pick<
    CallEvent,
    'callKey' | 'callId' | 'direction' | 'number' | 'presentation' | 'dialled' | 'queue' | 'correlator'
  > {
  readonly answered: boolean;
  /** The telephone of ours that has it, or had it last. */
  readonly device: string | null;
  /** State of each connection at a watched device. */
  readonly connections: Readonly<Record<string, State>>;
  /** How often each happening was told of each device: it makes message ids, the same after a restart. */
  readonly told: Readonly<Record<string, number>>;
  /** Why it failed, when it did. */
  readonly failed: string | null;
}

/** A call we hear of for the first time. */
export function openStory({ callId, calling, called }: Seen, premises: Premises, now: Date): Story {
  const direction = directionOf(calling.number, called.number, premises);
  const outside = direction === 'outbound' ? called : calling;
  return {
    callKey: `${callId}-${now.toISOString().replaceAll(/[-:.]/g, '')}`,
    callId,
    direction,
    number: direction === 'internal' ? null : outside.number,
    presentation: direction === 'internal' ? 'unknown' : outside.presentation,
    dialled: called.number,
    queue: null,
    correlator: null,
    answered: false,
    device: premises.ownOrNull(calling.number),
    connections: {},
    told: {},
    failed: null,
  };
}

function directionOf(calling: string | null, called: string | null, premises: Premises) {
  if (calling === null || !premises.isOwn(calling)) return 'inbound';
  return called === null || premises.isOwn(called) ? 'internal' : 'outbound';
}

const stateAfter: Readonly<Partial<Record<Seen['happening'], State>>> = {
  queued: 'queued',
  ringing: 'alerting',
  answered: 'connected',
  held: 'hold',
  retrieved: 'connected',
  originated: 'connected',
};

const spoken: ReadonlySet<Seen['happening']> = new Set(['answered', 'held', 'retrieved']);

/** The story after an event; `atQueue` tells that the event is about a queue and not about a telephone. */
export function continueStory(
  before: Story,
  seen: Seen,
  premises: Premises,
): { story: Story; atQueue: boolean } {
  const { happening, device, cause } = seen;
  const atQueue = happening === 'queued' || before.queue === device || premises.isQueue(device);
  const story = {
    ...before,
    ...newlyKnown(before, seen),
    answered: before.answered || (!atQueue && spoken.has(happening)),
    connections: connectionsAfter(before, seen, premises),
    failed: happening === 'failed' ? cause : before.failed,
  };
  if (atQueue) return { story: { ...story, queue: device }, atQueue };
  const hasIt = happening !== 'cleared' && premises.isOwn(device);
  return { story: hasIt ? { ...story, device } : story, atQueue };
}

/** An event may say what an earlier one, or a snapshot, left unknown. */
function newlyKnown(
  { direction, presentation, dialled, ...story }: Story,
  { calling, called, correlator }: Seen,
) {
  const callerUnknown = direction === 'inbound' && presentation === 'unknown';
  return {
    ...(callerUnknown && { number: calling.number, presentation: calling.presentation }),
    dialled: dialled ?? called.number,
    correlator: correlator ?? story.correlator,
  };
}

function connectionsAfter({ connections }: Story, { device, happening }: Seen, premises: Premises) {
  const { [device]: _left, ...others } = connections;
  const state = stateAfter[happening];
  return state && premises.isWatched(device) ? { ...others, [device]: state } : others;
}

/** What must have happened at a device between two of its states. */
export function happenedBetween(before: State | undefined, now: State) {
  if (before === now) return [];
  if (now === 'queued') return ['queued'] as const;
  if (now === 'alerting') return ['ringing'] as const;
  if (now === 'hold') return before === 'connected' ? (['held'] as const) : (['answered', 'held'] as const);
  return before === 'hold' ? (['retrieved'] as const) : (['answered'] as const);
}
