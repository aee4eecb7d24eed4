import { createBullChannel } from '../../hub/channels/bull-channel.ts';
import { createPostgresChannel } from '../../hub/channels/postgres-channel.ts';
import { openDatabase } from '../../hub/database/open-database.ts';

/** `channels-victim.ts <url> <name> <leaseMs>`: has its effect, says which item it was for, and never gets to acknowledging it. */
const [url = '', name = '', lease] = process.argv.slice(2);
const leaseMs = Number(lease);
const channel = url.startsWith('redis:')
  ? createBullChannel({ name, redisUrl: url, leaseMs })
  : createPostgresChannel({ name, pool: (await openDatabase({ url, log: () => {} })).pool, leaseMs });

channel.consume(async ({ id }) => {
  process.stdout.write(`${id}\n`);
  return new Promise(() => {});
});
