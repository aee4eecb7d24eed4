import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Delivery, defineConnector, type Message, parse } from '../../hub/index.ts';
import { getItem, type Item, item, itemPage, registerItem } from './wire.ts';

export default defineConnector({
  name: 'template',
  summary: 'Changes in a register reach the hub; the hub registers items and asks for them.',
  owner: 'team-contact-centre',

  settings: z.strictObject({
    baseUrl: z.url().describe('Where the register serves its REST interface.'),
    token: z.string().min(1).meta({ secret: true }).describe('Bearer token of the hub.'),
    pollSeconds: z.number().positive().default(5).describe('Pause between two looks at the changes.'),
    timeoutMs: z.int().positive().default(10_000).describe('How long one answer may take.'),
  }),
  emits: { 'template.item.changed': item },
  accepts: { 'template.item.register': registerItem, 'template.item.get': getItem },

  async open({ baseUrl, token, pollSeconds, timeoutMs }, { http, now }) {
    const register = http(baseUrl, { headers: { authorization: `Bearer ${token}` }, timeoutMs });

    return {
      probe: async () => void (await register.request({ route: '/status' })),

      async *receive(signal, cursor) {
        let after = cursor;
        while (!signal.aborted) {
          const page = await register.request({ route: '/items', query: { after }, signal });
          for (const changed of parse(itemPage, page.json(), 'reading changed items').items) {
            yield delivery(changed, () => {
              after = changed.version;
            });
            if (after !== changed.version) break; // not taken: it is offered again, before what follows it
          }
          await sleep(pollSeconds * 1000, undefined, { signal }).catch(() => {});
        }
      },

      async send({ id, data }, signal) {
        const body = parse(registerItem, data, 'registering an item');
        const headers = { 'idempotency-key': id };
        await register.request({ method: 'POST', route: '/items', body, headers, signal });
      },

      async request({ id, type, correlationid, data }, signal) {
        const { itemId } = parse(getItem, data, 'asking for an item');
        const answer = await register.request({ route: '/items/:itemId', params: { itemId }, signal });
        return {
          id: `reply:${id}`,
          source: 'template',
          type: `${type}.reply`,
          time: now().toISOString(),
          correlationid,
          data: parse(item, answer.json(), 'reading an item'),
        };
      },

      close: async () => {}, // nothing stays open between polls
    };
  },
});

function delivery(changed: Item, taken: () => void): Delivery {
  const message: Message<Item> = {
    id: `${changed.id}:${changed.version}`,
    source: 'template',
    type: 'template.item.changed',
    time: changed.changedAt,
    correlationid: changed.id,
    data: changed,
  };
  return { message, cursor: changed.version, ack: async () => taken(), nack: async () => {} };
}
