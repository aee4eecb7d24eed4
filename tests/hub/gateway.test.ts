import { createHash } from 'node:crypto';
import test from 'ava';
import { whoAmI } from '../../graphql/desk/src/documents/me.ts';
import { startHub } from '../helpers/hub.ts';

test('a larger graph takes ours in by its own door, which opens to a service that may federate and to nobody else', async (t) => {
  t.timeout(60_000);
  const hub = await startHub(t);
  const post = async (query: string, token?: string, variables = {}) => {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(`${hub.url}/federation`, { method: 'POST', headers, body });
    return { status: response.status, body: await response.json() };
  };
  const router = await hub.token('--service', 'city-router');
  const service = await post('{ _service { sdl } }', router);
  t.regex(service.body.data._service.sdl, /type HandlerGroup @key\(fields: "key"\)/);
  const references = '($r: [_Any!]!) { _entities(representations: $r) { ... on HandlerGroup { name } } }';
  const resolved = await post(`query ${references}`, router, {
    r: [{ __typename: 'HandlerGroup', key: 'burgerzaken' }],
  });
  t.deepEqual(resolved.body, { data: { _entities: [{ name: 'Burgerzaken' }] } });
  t.is((await post('{ _service { sdl } }', await hub.token('--service', 'city-app'))).status, 403);
  t.is((await post('{ _service { sdl } }')).status, 401);
});

test('outside development a browser session runs the documents of the desk and no others', async (t) => {
  t.timeout(60_000);
  const hub = await startHub(t, { environment: { DEVELOPMENT: 'off' } });
  const post = async (asked: object, headers: Record<string, string>) => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(asked),
    });
    return await response.json();
  };
  const documentId = createHash('sha256').update(whoAmI).digest('hex');
  const session = { cookie: 'theme=dark' };
  t.deepEqual(await post({ documentId }, session), { data: { me: null } });
  const refused = await post({ query: '{ me { name } }' }, session);
  t.is(refused.errors[0].extensions.code, 'PERSISTED_QUERY_REQUIRED');
  const authorization = `Bearer ${await hub.token('agent')}`;
  t.truthy((await post({ query: '{ me { name } }' }, { authorization })).data.me.name);
});
