import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { serveSubgraph } from '../broker/subgraphs.ts';
import type { Channel } from '../channels/channel.ts';
import { type ConsoleOptions, consoleResolvers } from '../console/resolvers.ts';
import { createDeadLetterChannel } from '../patterns/dead-letter-channel.ts';
import type { HubNode, RunningRole } from './node.ts';

/** Serves what the admins' dashboard asks, as a subgraph like any other. */
export async function startConsole(
  { broker, database: sql, inboxOf, channelOf, log }: HubNode,
  channels: () => readonly Channel[],
  audit: ConsoleOptions['audit'],
): Promise<RunningRole> {
  const deadLetters = createDeadLetterChannel({ sql, inboxOf, channelOf });
  const resolvers = consoleResolvers({ broker, sql, channels, deadLetters, audit });
  const typeDefs = await readFile(join(import.meta.dirname, '../console/schema.graphql'), 'utf8');
  const unserve = await serveSubgraph(broker, makeSubgraph({ name: 'console', typeDefs, resolvers, log }));
  return { parts: [], stop: unserve };
}
