import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { type ASTNode, parse, visit } from 'graphql';
import { createCore } from '../../crm-core/core.ts';
import { verify } from '../../crm-core/privacy/verify.ts';
import { openedCase } from './scenes.ts';
import { agent, expert, world } from './world.ts';

test('a core that runs seals its trail by itself, and stops when it is told to', async (t) => {
  const city = await world(t);
  await openedCase(city);
  city.core.start();
  const unsealed = () => city.prisma.auditEntry.count({ where: { hash: null } });
  while ((await unsealed()) > 0) await sleep(50);
  await city.core.stop();
  t.true((await verify(city)).intact);
  await openedCase(city);
  await sleep(1_200);
  t.true((await unsealed()) > 0);
});

test('a core is not made with keys of another length', async (t) => {
  const { prisma, ports } = await world(t);
  const keys = { encryption: Buffer.alloc(16), blindIndex: Buffer.alloc(32) };
  t.throws(() => createCore(prisma, { ...ports, keys }), { message: /32 bytes/ });
});

test('every type, field, argument and value of the graph is explained', async (t) => {
  const { publicSdl } = await world(t);
  const explained = new Map<string, boolean>();
  visit(parse(publicSdl, { noLocation: true }), {
    enter(node, _key, _parent, _path, ancestors) {
      if (!('description' in node) || !('name' in node)) return;
      if (['Query', 'Mutation', 'Subscription'].includes(node.name?.value ?? '')) return;
      const path = [...ancestors.flat(), node].flatMap((one) => nameOf(one as ASTNode)).join('.');
      explained.set(path, node.description !== undefined);
    },
  });
  t.true(explained.size > 200);
  t.deepEqual(
    [...explained].filter(([, is]) => !is).map(([path]) => path),
    [],
  );
});

function nameOf(node: ASTNode): string[] {
  return 'name' in node && node.name ? [node.name.value] : [];
}

const id = '01a20555-b394-764e-b156-663ff47e12de';
const closed = [
  '{ currentCall { id } }',
  `{ call(id: "${id}") { id } }`,
  `{ contact(id: "${id}") { id } }`,
  '{ contactByReference(reference: "x") { __typename } }',
  `{ case(id: "${id}") { id } }`,
  '{ caseByReference(reference: "x") { __typename } }',
  '{ worklist(filter: MINE) { edges { cursor } } }',
  `{ customer(id: "${id}") { id } }`,
  '{ searchCustomers(text: "claes") { score } }',
  `{ auditTrail(customerId: "${id}") { edges { cursor } } }`,
  '{ auditHead { number } }',
  '{ auditVerification { intact } }',
  `mutation { takeCase(input: { idempotencyKey: "some-key-1", caseId: "${id}" }) { __typename } }`,
  `mutation { undoMerge(input: { idempotencyKey: "some-key-1", mergeId: "${id}", reason: "x" }) { __typename } }`,
  `mutation { registerContact(input: { idempotencyKey: "some-key-1", contactId: "${id}", questions: [] }) { __typename } }`,
];

test('who did not sign in gets nothing but what is public', async (t) => {
  const city = await world(t);
  for (const question of closed) {
    const { errors } = await city.answer(null, question);
    t.is(errors?.[0]?.extensions?.['code'], 'UNAUTHENTICATED', question);
  }
  const open = await city.ask(
    null,
    '{ me { name } products { edges { cursor } } handlerGroups { key } channels { key } }',
  );
  t.is(open.me, null);
  t.true(open.handlerGroups.length >= 13);
  t.true(open.channels.length >= 8);
});

test('a program and the one who runs the installation see no personal data', async (t) => {
  const city = await world(t);
  for (const identity of [
    { ...agent, roles: ['admin'] },
    { ...agent, kind: 'service' as const, roles: [], scopes: ['graph:read'] },
  ])
    for (const question of closed.filter((one) => !one.includes('auditHead'))) {
      const { data, errors } = await city.answer(identity, question);
      t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN', `${question} ${JSON.stringify(data)}`);
    }
});

test('everybody learns who he is here', async (t) => {
  const city = await world(t);
  t.deepEqual((await city.ask(expert, '{ me { name kind roles device groups { key name } } }')).me, {
    name: 'Joris Maes',
    kind: 'STAFF',
    roles: ['EXPERT'],
    device: null,
    groups: [{ key: 'burgerzaken', name: 'Burgerzaken' }],
  });
});
