import { GraphQLError } from 'graphql';
import { AccessError } from '../access/access-error.ts';
import type { Identity } from '../access/identity.ts';
import { requireIdentity, requireRole } from '../access/require.ts';
import type { Broker } from '../broker/broker.ts';
import type { Channel } from '../channels/channel.ts';
import type { Sql } from '../database/sql.ts';
import type { EndpointStatus } from '../endpoints/serve-endpoint.ts';
import type { DeadLetterChannel } from '../patterns/dead-letter-channel.ts';
import { journeyOf } from './journey.ts';

interface Asking {
  readonly identity: Identity | null;
}

export interface ConsoleOptions {
  readonly broker: Broker;
  readonly sql: Sql;
  readonly channels: () => readonly Channel[];
  readonly deadLetters: DeadLetterChannel;
  /** Writes what an admin did, with the reason he gave. */
  readonly audit: (asking: object, act: string, subject: string, reason: string) => Promise<void>;
}

const largestList = 500;

/** What the admins' dashboard asks of the hub, and what it may do to it. */
export function consoleResolvers({ broker, sql, channels, deadLetters, audit }: ConsoleOptions) {
  return {
    Query: {
      hub: (_: unknown, __: unknown, { identity }: Asking) => allowed(() => requireStaff(identity)) && {},
    },
    Hub: {
      nodes: admins(() =>
        [...Map.groupBy(broker.services(), ({ nodeId }) => nodeId)].map(([id, services]) => ({
          id,
          services: services.map(({ name }) => name).sort(),
        })),
      ),
      endpoints: async () => {
        const names = new Set(broker.services().map(({ name }) => name));
        const connectors = [...names].filter((name) => name.startsWith('connector.')).sort();
        const asked = connectors.map((name) =>
          broker.call<EndpointStatus>(`${name}.status`, {}, { timeoutMs: 2000 }).catch(() => []),
        );
        return (await Promise.all(asked)).flat();
      },
      channels: admins(() =>
        Promise.all(channels().map(async (channel) => ({ name: channel.name, ...(await channel.depth()) }))),
      ),
      deadLetters: admins(async ({ first }: { first: number }) =>
        (await deadLetters.list(Math.min(first, largestList))).map(({ correlationid, ...letter }) => ({
          ...letter,
          correlationId: correlationid,
        })),
      ),
      journey: admins(({ correlationId }: { correlationId: string }) => journeyOf(sql, correlationId)),
    },
    Mutation: {
      replayDeadLetters: acts(async ({ ids }: { ids: readonly string[] }, asking) => {
        const outcomes = [];
        for (const id of ids.slice(0, largestList).filter(isId)) {
          await audit(asking, 'replay', id, 'replayed by an admin');
          outcomes.push({ id, outcome: await deadLetters.replay(id) });
        }
        return outcomes;
      }),
      repairDeadLetter: acts(
        async ({ id, body, reason }: { id: string; body: unknown; reason: string }, asking) => {
          if (!isId(id)) return false;
          await audit(asking, 'repair', id, reason);
          return deadLetters.repair(id, body);
        },
      ),
      discardDeadLetter: acts(async ({ id, reason }: { id: string; reason: string }, asking) => {
        if (!isId(id)) return false;
        await audit(asking, 'discard', id, reason);
        return deadLetters.discard(id);
      }),
      resumeEndpoint: acts(async ({ connector }: { connector: string }) => {
        await broker.call(`connector.${connector}.resume`, {});
        return true;
      }),
    },
  };
}

function admins<Args, Answer>(answer: (args: Args) => Answer) {
  return (_: unknown, args: Args, { identity }: Asking): Answer => {
    allowed(() => requireRole(identity, 'admin'));
    return answer(args);
  };
}

function acts<Input, Answer>(act: (input: Input, asking: Asking) => Promise<Answer>) {
  return (_: unknown, { input }: { input: Input }, asking: Asking): Promise<Answer> => {
    allowed(() => requireRole(asking.identity, 'admin'));
    return act(input, asking);
  };
}

function requireStaff(identity: Identity | null) {
  if (requireIdentity(identity).kind === 'staff') return identity;
  throw new AccessError('Only staff of the city may see this.', { reason: 'target-group' });
}

function allowed<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof AccessError ? refusal(error) : error;
  }
}

function refusal({ message, code }: AccessError) {
  return new GraphQLError(message, { extensions: { code } });
}

function isId(id: string) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}
