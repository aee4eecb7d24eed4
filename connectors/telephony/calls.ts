import type { SnapshotCall } from './csta.ts';
import type { Seen, Transfer } from './events.ts';
import { News } from './news.ts';
import type { Premises } from './premises.ts';
import { continueStory, happenedBetween, openStory, type Story } from './story.ts';
import type { CallEvent, Happening } from './wire.ts';

/** A message to be, with the story as it is once that message has been taken; undefined when the story is over. */
export interface Told {
  readonly id: string;
  readonly data: CallEvent;
  readonly story: Story | undefined;
}

export interface CallsOptions {
  readonly premises: Premises;
  readonly tombstoneMs: number;
  readonly now: () => Date;
}

const nobody = { number: null, presentation: 'unknown' } as const;

/** The calls under way: turns what the monitors report into each fact once, under a key that outlives transfers. */
export class Calls {
  readonly #premises: Premises;
  readonly #options: CallsOptions;
  readonly #stories = new Map<string, Story>();
  readonly #ended = new Map<string, { at: number; number: string | null }>();
  readonly #touched = new Set<string>();
  readonly #news = new News();

  constructor(options: CallsOptions, stories: readonly Story[] = []) {
    this.#options = options;
    this.#premises = options.premises;
    for (const story of stories) this.#stories.set(story.callId, story);
  }

  byKey(callKey: string): Story | undefined {
    return this.#stories.values().find((story) => story.callKey === callKey);
  }

  byId(callId: string): Story | undefined {
    return this.#stories.get(callId);
  }

  /** All monitors are new: nothing they reported before is a duplicate of what they will report. */
  monitorsRestarted(): void {
    this.#news.clear();
    this.#touched.clear();
  }

  take(seen: Seen): Told[] {
    const story = this.#storyOf(seen);
    const report = { fact: seen.happening, connection: seen.device, monitor: seen.monitor };
    if (!story || !this.#news.isNew(seen.callId, report)) return [];
    this.#touched.add(seen.callId);
    return this.#apply(story, seen);
  }

  /** The citizen's story goes on under the new call id; the consultation's story ends. */
  transfer({ newCallId, primaryCallId, secondaryCallId, from, to, cause, monitor }: Transfer): Told[] {
    const report = { fact: 'transferred', connection: `from ${primaryCallId}`, monitor };
    if (!this.#news.isNew(newCallId, report)) return [];
    const involved = new Set([primaryCallId, secondaryCallId ?? newCallId, newCallId]);
    const stories = [...involved].flatMap((callId) => this.byId(callId) ?? []);
    const main = citizensOf(stories);
    if (!main) return [];
    const others = stories.filter((story) => story !== main);
    const ends = others.map((story) => this.#end(story, 'transfer'));
    for (const callId of involved) this.#bury(callId, main.number);
    this.#ended.delete(newCallId);
    this.#touched.add(newCallId);
    const connections = Object.assign({}, ...stories.map((story) => story.connections));
    if (from !== null) delete connections[from];
    const toDevice = this.#premises.ownOrNull(to);
    const moved: Story = { ...main, callId: newCallId, device: toDevice, connections };
    const kind = secondaryCallId ? 'warm' : 'cold';
    const moves = { kind, fromDevice: this.#premises.ownOrNull(from), toDevice } as const;
    const told = [...ends, this.#tell(moved, 'transferred', toDevice, cause, moves)];
    const hasLeft = toDevice === null; // nobody will report how it goes on
    return hasLeft ? [...told, this.#end(this.byId(newCallId) ?? moved, 'transfer')] : told;
  }

  /** After an interruption: tells what the snapshots show and we missed. Calls heard of since are newer than those. */
  reconcile(snapshots: ReadonlyMap<string, readonly SnapshotCall[]>): Told[] {
    const shown = [...snapshots.values()].flat().filter(({ callId }) => !this.#touched.has(callId));
    const present = new Set([...this.#touched, ...shown.map(({ callId }) => callId)]);
    const lost = [...this.#stories.values()].filter(
      ({ callId, connections }) =>
        !present.has(callId) && Object.keys(connections).every((device) => snapshots.has(device)),
    );
    return [
      ...lost.map((story) => this.#end(story, 'linkLost')),
      ...shown.flatMap((call) => this.#catchUp(call)),
    ];
  }

  #catchUp({ callId, device, state }: SnapshotCall): Told[] {
    if (state === 'other') return [];
    const about = { callId, device, monitor: 'snapshot', calling: nobody, called: nobody };
    return happenedBetween(this.byId(callId)?.connections[device], state).flatMap((happening) => {
      const seen = { ...about, happening, cause: null, correlator: null };
      const story = this.#storyOf(seen);
      return story ? this.#apply(story, seen) : [];
    });
  }

  #storyOf(seen: Seen): Story | undefined {
    const known = this.byId(seen.callId);
    if (known || seen.happening === 'cleared') return known;
    const story = openStory(seen, this.#premises, this.#options.now());
    if (this.#isLate(story)) return undefined;
    this.#news.forget(seen.callId);
    return story;
  }

  /** A late event of an ended call, unless somebody else outside has been given the same call id. */
  #isLate({ callId, number }: Story): boolean {
    const ended = this.#ended.get(callId);
    if (!ended || this.#options.now().getTime() - ended.at > this.#options.tombstoneMs) return false;
    return number === null || number === ended.number;
  }

  #apply(before: Story, seen: Seen): Told[] {
    const { happening, device, cause } = seen;
    const { story, atQueue } = continueStory(before, seen, this.#premises);
    this.#stories.set(story.callId, story);
    if (happening === 'cleared') return this.#cleared(story, seen, before.connections[device] === 'alerting');
    if (happening === 'originated' || (happening === 'answered' && atQueue)) return [];
    return [this.#tell(story, happening, atQueue ? null : story.device, cause)];
  }

  /** The call is over when the outside party leaves, or when none of ours is left. */
  #cleared(story: Story, { device, cause }: Seen, wasAlerting: boolean): Told[] {
    const over = this.#premises.isOwn(device)
      ? Object.keys(story.connections).length === 0
      : story.direction !== 'internal';
    if (over) return [this.#end(story, story.failed ?? cause)];
    return wasAlerting ? [this.#tell(story, 'diverted', device, cause)] : [];
  }

  #end(story: Story, cause: string | null): Told {
    const told = this.#tell(story, 'ended', story.device, cause);
    this.#bury(story.callId, story.number);
    return { ...told, story: undefined };
  }

  #bury(callId: string, number: string | null) {
    const at = this.#options.now().getTime();
    this.#stories.delete(callId);
    for (const [buried, { at: since }] of this.#ended) {
      if (at - since <= this.#options.tombstoneMs) continue;
      this.#ended.delete(buried);
      this.#news.forget(buried);
    }
    this.#ended.set(callId, { at, number });
  }

  #tell(
    before: Story,
    happening: Happening,
    device: string | null,
    cause: string | null,
    transfer: CallEvent['transfer'] = null,
  ): Told {
    const fact = `${happening}:${device ?? 'none'}`;
    const times = (before.told[fact] ?? 0) + 1;
    const story = { ...before, told: { ...before.told, [fact]: times } };
    this.#stories.set(story.callId, story);
    const { connections: _connections, told: _told, failed: _failed, ...call } = story;
    const occurredAt = this.#options.now().toISOString();
    return {
      id: `${call.callKey}:${fact}:${times}`,
      data: { ...call, happening, occurredAt, device, cause, transfer },
      story,
    };
  }
}

/** Of a held call and a consultation: the one with somebody from outside, rather the one who called us. */
function citizensOf(stories: readonly Story[]): Story | undefined {
  const going = (direction: Story['direction']) => stories.find((story) => story.direction === direction);
  return going('inbound') ?? going('outbound') ?? stories[0];
}
