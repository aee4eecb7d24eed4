import { batched } from '../batch.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Channel } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { DateTime } from '../scalars.ts';
import type { Span } from '../working-time/calendar.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { openingOf } from './hours.ts';
import { type KeepChannelInput, keepChannel } from './keep-channel.ts';
import { type PreferChannelInput, type Preference, preferChannel, preferencesOf } from './prefer-channel.ts';

/** Channels are published contact data: nobody has to sign in to read them. */
export function channelResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const load = async (asking: Asking, key: string) => {
    const loadAll = async (keys: string[]) => {
      const channels = await prisma.channel.findMany({ where: { key: { in: keys } } });
      return new Map(channels.map((channel) => [channel.key, channel]));
    };
    return (await batched(asking, 'channel', key, loadAll)) ?? null;
  };
  return {
    DateTime,
    Query: {
      channels: (_: unknown, { first }: { first: number }) =>
        prisma.channel.findMany({ orderBy: { position: 'asc' }, take: limited(first, 100) }),
    },
    Mutation: {
      async keepChannel(_: unknown, { input }: { input: KeepChannelInput }, asking: Asking) {
        const done = await keepChannel(ground, asking, input);
        return 'id' in done ? { ...done, ...(await load(asking, done.id)) } : done;
      },
      preferChannel: (_: unknown, { input }: { input: PreferChannelInput }, asking: Asking) =>
        preferChannel(ground, asking, input),
    },
    Channel: {
      __resolveReference: ({ key }: { key: string }, asking: Asking) => load(asking, key),
      hours: async ({ calendarKey }: Channel) =>
        (await calendarOf(prisma, ground, calendarKey)).week.flatMap(openingHours),
      openNow: async (channel: Channel) => (await openingOf(prisma, ground, channel)).openNow,
      opensAt: async (channel: Channel) => (await openingOf(prisma, ground, channel)).opensAt,
      closedNotice: async (channel: Channel) => (await openingOf(prisma, ground, channel)).closedNotice,
    },
    Customer: {
      __resolveReference: (reference: object) => reference,
      preferredChannel({ id }: { id: string }, _: unknown, asking: Asking) {
        viewOf(asking);
        return batched(asking, 'preference', id, (ids) => preferencesOf(prisma, ids));
      },
    },
    PreferredChannel: {
      channel: ({ channelKey: key }: Preference, _: unknown, asking: Asking) => load(asking, key),
    },
  };
}

function openingHours(spans: readonly Span[], index: number) {
  return spans.map((span) => ({ ...span, weekday: index + 1 }));
}
