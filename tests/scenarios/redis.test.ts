import test from 'ava';
import { playStory } from '../../scripts/demo/story.ts';
import { startHub } from '../helpers/hub.ts';
import { testRedis } from '../helpers/redis.ts';

test('the same story is lived with the channels on Redis, also right after Redis was emptied', async (t) => {
  t.timeout(180_000);
  const redis = await testRedis(t);
  if (!redis) return;
  const hub = await startHub(t, { environment: { REDIS_URL: redis.url } });
  const play = () =>
    playStory({
      url: hub.url,
      telephonyUrl: hub.simulators['telephony']?.adminUrl ?? '',
      dosisUrl: hub.simulators['dosis']?.adminUrl ?? '',
      token: hub.token,
      caller: '+32470000001',
      device: '7101',
      told: () => {},
    });
  t.is((await play()).dossier.code, 'Uitgevoerd');
  await redis.empty();
  t.is((await play()).dossier.code, 'Uitgevoerd');
});
