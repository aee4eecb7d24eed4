import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { playStory } from '../../scripts/demo/story.ts';
import { testDatabase } from '../helpers/database.ts';
import { startHub } from '../helpers/hub.ts';
import { startNats } from '../helpers/nats.ts';

const dossier = 'query ($id: ID!) { case(id: $id) { reference dossierStatus { code } } }';
const fields = '{ __type(name: "DossierStatus") { name } }';

test('a hub spread over two nodes lives the same story, and a node that dies takes only its own fields with it', async (t) => {
  t.timeout(180_000);
  const natsUrl = await startNats(t);
  if (!natsUrl) return;
  const { url: databaseUrl, query } = await testDatabase(t);
  const shared = {
    NATS_URL: natsUrl,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const centre = await startHub(t, {
    environment: { ...shared, NODE_ID: 'centre', ROLES: 'gateway,core,worker' },
  });
  const admin = await centre.token('admin');
  const known = async () => (await centre.ask<{ __type: object | null }>(admin, fields)).data.__type !== null;
  t.false(await known());

  const edge = await startHub(t, { environment: { ...shared, NODE_ID: 'edge', ROLES: 'connectors' } });
  while (!(await known())) await sleep(20);
  while ((await query('select product_number from product limit 1')).length === 0) await sleep(50);
  const story = await playStory({
    url: centre.url,
    telephonyUrl: edge.simulators['telephony']?.adminUrl ?? '',
    dosisUrl: edge.simulators['dosis']?.adminUrl ?? '',
    token: centre.token,
    caller: '+32470000001',
    device: '7101',
    told: () => {},
  });
  t.is(story.dossier.code, 'Uitgevoerd');

  const [row] = await query<{ id: string }>(
    `select id::text from case_file where state = 'answered' order by id desc limit 1`,
  );
  const agent = await centre.token('agent');
  await edge.end('SIGKILL');
  const left = await centre.ask<{ case: { reference: string; dossierStatus: null } }>(agent, dossier, {
    id: row?.id,
  });
  t.is(left.data.case.reference, story.caseReference);
  t.is(left.data.case.dossierStatus, null);
  t.like(left.errors?.[0]?.extensions, { code: 'UNAVAILABLE', source: 'dosis' });
});
