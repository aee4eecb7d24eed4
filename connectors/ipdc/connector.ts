import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ConnectorError, type Delivery, defineConnector, parse } from '../../hub/index.ts';
import { createClient } from './client.ts';
import { asVersion } from './member.ts';
import { createPace } from './pace.ts';
import { readExport } from './read-export.ts';
import { pageSize, readStream } from './read-stream.ts';
import { getInstance, identity, instance, unreadableInstance } from './wire.ts';

const sources = {
  ldes: { read: readStream, permission: 'INSTANTIE_SNAPSHOT_READ' },
  export: { read: readExport, permission: 'INSTANTIE_EXPORT' },
} as const;

export default defineConnector({
  name: 'ipdc',
  summary: 'Products and services of the Flemish catalogue IPDC, every version in order.',
  owner: 'team-contact-centre',

  settings: z.strictObject({
    baseUrl: z.url().describe('Where the Product API serves, such as https://api.ipdc.vlaanderen.be.'),
    apiKey: z
      .string()
      .min(1)
      .meta({ secret: true })
      .describe('The key that the catalogue team gave this city, sent as x-api-key.'),
    source: z
      .enum(['ldes', 'export'])
      .default('ldes')
      .describe('Where versions come from: the event stream, or the export of what was last received.'),
    pollSeconds: z.number().positive().default(60).describe('Pause at the end of the stream, in seconds.'),
    requestsPerMinute: z
      .number()
      .positive()
      .default(40)
      .describe('Pages asked per minute at most, also when the token bucket would allow more.'),
    timeoutMs: z
      .number()
      .int()
      .positive()
      .default(20_000)
      .describe('How long one answer may take, in milliseconds.'),
  }),
  emits: { 'ipdc.instance.changed': instance, 'ipdc.instance.unreadable': unreadableInstance },
  accepts: { 'ipdc.instance.get': getInstance },

  async open(settings, { http, now }) {
    const client = createClient({ http }, settings);
    const pace = createPace(settings.requestsPerMinute, pageSize, now);
    const { read, permission } = sources[settings.source];

    return {
      async probe() {
        const { body } = await client.get({ route: '/me', correlationid: randomUUID() });
        const { permissions } = parse(identity, body, 'asking what the key may do');
        if (permissions && !permissions.includes(permission)) {
          throw new ConnectorError(`GET /me: the key lacks ${permission}`, { failure: 'unauthorised' });
        }
      },

      receive: (signal, cursor) =>
        untilAborted(
          signal,
          read(
            { client, pace, now, pollMs: settings.pollSeconds * 1000, correlationid: randomUUID() },
            signal,
            cursor,
          ),
        ),

      async request({ id, correlationid, data }, signal) {
        const { productNumber } = parse(getInstance, data, 'asking a live instance');
        const { status, body } = await client.get({
          route: '/doc/instantie/:productNumber',
          params: { productNumber },
          answers: [404],
          correlationid,
          signal,
        });
        const live = status === 404 ? null : parse(instance, asVersion(body), 'reading a live instance');
        return {
          id: `${id}:reply`,
          source: 'ipdc',
          type: 'ipdc.instance.get.reply',
          time: now().toISOString(),
          correlationid,
          data: { instance: live },
        };
      },

      close: async () => {}, // nothing stays open between two questions
    };
  },
});

/** A question that is broken off because the hub stops is no failure. */
async function* untilAborted(signal: AbortSignal, deliveries: AsyncIterable<Delivery>) {
  try {
    yield* deliveries;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
