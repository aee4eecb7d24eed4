import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Channel } from '../../hub/channels/channel.ts';
import { createPostgresChannel } from '../../hub/channels/postgres-channel.ts';
import { inTransaction } from '../../hub/database/in-transaction.ts';
import { ConnectorError } from '../../hub/errors.ts';
import { accept } from '../../hub/journal/accept.ts';
import { emit } from '../../hub/journal/emit.ts';
import { sweep } from '../../hub/journal/sweep.ts';
import { defineMapping, rulesFor } from '../../hub/mapping.ts';
import type { Message } from '../../hub/message.ts';
import { createDeadLetterChannel } from '../../hub/patterns/dead-letter-channel.ts';
import { receiving } from '../../hub/receiving.ts';
import type { Routes } from '../../hub/routes.ts';
import { sending } from '../../hub/sending.ts';
import { testDatabase } from '../helpers/database.ts';

interface Note {
  readonly text: string;
}

const { copy } = rulesFor<Note>();
const asItIs = defineMapping<Note, Note>({ name: 'note -> note', fields: { text: copy('text') }, drops: {} });

const routes: Routes = {
  inbound: [
    { from: 'paper.note.written', mapping: asItIs, to: 'core.note.keep' },
    { from: 'paper.ink.changed', setAside: 'the colour does not matter' },
  ],
  outbound: [
    {
      on: 'core.note.kept',
      when: ({ text }: Note) => text !== 'secret',
      mapping: asItIs,
      to: 'wall.note.pin',
    },
  ],
};

/** The hub's road from a remote to a remote, on a real database: paper comes in, notes go to a wall. */
export async function road(t: ExecutionContext) {
  const database = await testDatabase(t);
  const inbox = createPostgresChannel({ name: 'inbox', pool: database.pool });
  const wall = createPostgresChannel({ name: 'to.wall', pool: database.pool });
  const channelOf = (): Channel => wall;
  const pinned: Message[] = [];
  const kept: string[] = [];
  let pin: (message: Message) => Promise<void> = async () => {};
  const policy = { firstDelayMs: 20, longestDelayMs: 40, attempts: 5 };

  const receive = receiving({
    sql: database,
    transact: (work) => inTransaction(database.pool, work),
    carryOut: async (tx, command, data, { correlationid }) => {
      const { text } = data as Note;
      if (typeof text !== 'string')
        throw new ConnectorError(`${command}: a text was expected`, { failure: 'malformed' });
      kept.push(text);
      await emit(
        tx,
        { routes: routes.outbound, channelOf },
        {
          type: 'core.note.kept',
          time: new Date().toISOString(),
          correlationid,
          data: { text },
        },
      );
      if (text === 'trips over at the end') throw new Error('tripped');
    },
    routes: routes.inbound,
    lifetimes: { 'paper.note.written': 60 },
    policy,
    tap: () => {},
    log: () => {},
    now: () => new Date(),
  });
  const send = sending({
    sql: database,
    routes: routes.outbound,
    policy,
    tap: () => {},
    send: async (message) => {
      await pin(message);
      pinned.push(message);
    },
  });
  const consumers = [inbox.consume(receive, { concurrency: 4 }), wall.consume(send, { concurrency: 4 })];
  t.teardown(async () => {
    await Promise.all(consumers.map((consumer) => consumer.stop()));
    await Promise.all([inbox.close(), wall.close()]);
  });

  return {
    database,
    inbox,
    wall,
    pinned,
    kept,
    deadLetters: createDeadLetterChannel({ sql: database, inboxOf: () => inbox, channelOf }),
    onPin: (next: typeof pin) => {
      pin = next;
    },
    offer: (message: Partial<Message>, cursor?: string) =>
      accept(database.pool, inbox, 'paper', [{ message: { ...written('a note'), ...message }, cursor }]),
    sweep: () => sweep({ sql: database, inboxOf: () => inbox, channelOf, olderThanSeconds: 0 }),
    states: async () => {
      const rows = await database.query<{ state: string }>('select state from inbound_message order by id');
      return rows.map(({ state }) => state);
    },
  };
}

let number = 0;

export function written(text: string): Message<Note> {
  number += 1;
  return {
    id: `note-${number}`,
    source: 'paper',
    type: 'paper.note.written',
    time: new Date().toISOString(),
    correlationid: `story-${number}`,
    data: { text },
  };
}

/** Waits until `condition` holds; the test's own timeout is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}
