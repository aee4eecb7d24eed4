import { readFile } from 'node:fs/promises';
import type { ExecutionContext } from 'ava';
import telephony from '../../connectors/telephony/connector.ts';
import type { ConnectorError, Message } from '../../hub/index.ts';
import { testContext } from '../helpers/context.ts';
import { frame, openRemote } from './telephony-remote.ts';

/** One line of a recording: a frame in either direction, a command of the hub, or the clock moving on. */
export interface Line {
  readonly direction: 'switch->app' | 'app->switch' | 'hub->app' | 'clock' | 'switch';
  readonly xml?: string;
  readonly raw?: string;
  readonly request?: boolean;
  readonly response?: boolean;
  readonly type?: string;
  readonly data?: unknown;
  readonly minutes?: number;
}

interface Played {
  readonly messages: Pick<Message, 'id' | 'type' | 'time' | 'correlationid' | 'data'>[];
  /** How each command of the hub went. */
  readonly sent: string[];
}

const sentinel = (n: number) =>
  `<Agent${n % 2 ? '' : 'Not'}ReadyEvent><agentDevice><deviceIdentifier>sentinel</deviceIdentifier></agentDevice></Agent${n % 2 ? '' : 'Not'}ReadyEvent>`;

export async function readLines(folder: URL): Promise<Line[]> {
  const text = await readFile(new URL('frames.jsonl', folder), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** Plays a recording to the connector over a socket, cut at random, and gives back all that it made of it. */
export async function play(t: ExecutionContext, lines: readonly Line[]): Promise<Played> {
  const remote = await openRemote(t, lines[0]?.direction !== 'switch');
  let time = Date.parse('2026-03-02T10:15:00Z');
  const context = testContext({ now: () => new Date(time) });
  const endpoint = await telephony.open(telephony.settings.parse(remote.settings), context);
  const played: Played = { messages: [], sent: [] };
  const stop = new AbortController();
  t.teardown(() => endpoint.close());
  const heard = new Map<string, () => void>();
  const hear = (message: Message) => {
    const { source, ...rest } = message;
    t.is(source, 'telephony');
    t.notThrows(() => telephony.emits[message.type]?.parse(message.data));
    const isFirstUp = message.type === 'telephony.link.changed' && remote.isUp;
    if (!isFirstUp) played.messages.push(rest);
    heard.get(message.type)?.();
  };
  const receiving = (async () => {
    for await (const { message, ack } of endpoint.receive?.(stop.signal) ?? []) {
      await ack();
      if ((message.data as { device?: string }).device === 'sentinel') heard.get('sentinel')?.();
      else hear(message);
    }
  })().catch((error: ConnectorError) => {
    played.sent.push(`receive ends: ${error.failure}: ${error.message}`);
  });

  if (!remote.isUp) {
    await receiving;
    return played;
  }
  await new Promise<void>((resolve) => heard.set('telephony.link.changed', resolve));
  remote.isUp = false; // from here on a change of the link is part of the story
  let times = 0;
  const settled = async () => {
    times += 1;
    const done = new Promise<void>((resolve) => heard.set('sentinel', resolve));
    await remote.write(frame('9999', sentinel(times)));
    await Promise.race([done, receiving]);
  };
  let sending: Promise<void> | undefined;
  const steps: Record<Line['direction'], (line: Line) => Promise<void>> = {
    switch: async () => {},
    clock: async ({ minutes = 0 }) => {
      await settled();
      time += minutes * 60_000;
    },
    'hub->app': async ({ type = '', data }) => {
      await settled();
      await sending;
      const id = `m-${played.sent.length}`;
      const message = { id, source: 'desk', type, time: '', correlationid: id, data };
      sending = (endpoint.send?.(message, stop.signal) ?? Promise.resolve()).then(
        () => void played.sent.push('accepted'),
        (error: ConnectorError) => void played.sent.push(`${error.failure}: ${error.message}`),
      );
    },
    'app->switch': async ({ xml }) => void t.is(await remote.asked(), xml),
    'switch->app': async (line) => {
      if (line.raw) await remote.write(Buffer.from(line.raw, 'base64'), 'whole');
      else await remote.write(frame(remote.idFor(line), line.xml ?? ''));
    },
  };
  for (const line of lines) await steps[line.direction](line);
  await sending;
  await settled();
  stop.abort();
  await receiving;
  return played;
}
