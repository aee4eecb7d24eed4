import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { type RunningHub, startHub } from '../helpers/hub.ts';

interface DeadLetter {
  readonly id: string;
  readonly way: string;
  readonly type: string;
  readonly failure: string;
  readonly reason: string;
}

async function steer(hub: RunningHub, simulator: string, path: string, body: object) {
  const response = await fetch(`${hub.simulators[simulator]?.adminUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
}

async function firstDeadLetter(hub: RunningHub, admin: string): Promise<DeadLetter> {
  for (;;) {
    const { data } = await hub.ask<{ hub: { deadLetters: DeadLetter[] } }>(
      admin,
      '{ hub { deadLetters { id way type failure reason } } }',
    );
    const [letter] = data.hub.deadLetters;
    if (letter) return letter;
    await sleep(50);
  }
}

async function rings(hub: RunningHub, agent: string) {
  await steer(hub, 'telephony', '/calls', { from: '+32470000001', to: '7101' });
  for (;;) {
    const { data } = await hub.ask<{ currentCall: { state: string } | null }>(
      agent,
      '{ currentCall { state } }',
    );
    if (data.currentCall) return data.currentCall.state;
    await sleep(20);
  }
}

const frames: readonly (readonly [what: string, xml: string])[] = [
  [
    'a frame with a DOCTYPE',
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><DeliveredEvent>&a;</DeliveredEvent>',
  ],
  ['a frame that is no XML', 'ring ring'],
];

function framed(xml: string) {
  const body = Buffer.from(xml);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(body.length + 8, 2);
  header.write('9999', 4);
  return Buffer.concat([header, body]).toString('base64');
}

test('a frame that nobody can read is kept whole for a person, and the next call rings', async (t) => {
  t.timeout(120_000);
  const hub = await startHub(t, { environment: { CONNECTORS: 'telephony' } });
  const [admin, agent] = await Promise.all([hub.token('admin'), hub.token('agent')]);
  for (const [what, xml] of frames) {
    await steer(hub, 'telephony', '/faults', { kind: 'raw', value: framed(xml) });
    const letter = await firstDeadLetter(hub, admin);
    t.like(letter, { way: 'in', type: 'telephony.frame.unreadable', failure: 'malformed' }, what);
    const discard = 'mutation ($input: DiscardDeadLetterInput!) { discardDeadLetter(input: $input) }';
    const input = { id: letter.id, reason: 'storing bij de leverancier', idempotencyKey: randomUUID() };
    t.deepEqual((await hub.ask(admin, discard, { input })).data, { discardDeadLetter: true });
  }
  t.is(await rings(hub, agent), 'RINGING');
});

test('a catalogue page that is no JSON is asked again, and nothing of the catalogue is lost', async (t) => {
  t.timeout(120_000);
  const hub = await startHub(t, { environment: { CONNECTORS: 'ipdc' } });
  const admin = await hub.token('admin');
  await steer(hub, 'ipdc', '/corrupt', { pageNumber: 11, how: 'not-json' });
  await steer(hub, 'ipdc', '/products/30101', {
    naam: { nl: 'Reispas', 'nl-BE-x-formal': 'Reispas voor u' },
  });
  const endpoint = async () => {
    const { data } = await hub.ask<{ hub: { endpoints: { link: string; lastFailure: string | null }[] } }>(
      admin,
      '{ hub { endpoints { link lastFailure } } }',
    );
    return data.hub.endpoints[0];
  };
  for (let at = await endpoint(); at?.link !== 'down'; at = await endpoint()) await sleep(50);
  t.regex((await endpoint())?.lastFailure ?? '', /not JSON/);

  await steer(hub, 'ipdc', '/corrupt', { pageNumber: 11, how: 'none' });
  const name = async () => {
    const { data } = await hub.ask<{ product: { name: string } | null }>(
      admin,
      '{ product(productNumber: "30101") { name } }',
    );
    return data.product?.name;
  };
  while ((await name()) !== 'Reispas voor u') await sleep(50);
  t.is((await endpoint())?.link, 'up');
});

test('the graph names who may not ask, and never answers what he asked for', async (t) => {
  t.timeout(120_000);
  const hub = await startHub(t, { environment: { CONNECTORS: 'telephony' } });
  const search = '{ searchCustomers(text: "Peeters") { customer { displayName } } }';
  const asked = async (token: string | null, query: string) => {
    const { errors, data } = await hub.ask(token, query);
    t.false(JSON.stringify(data ?? null).includes('Peeters'));
    return errors?.[0]?.extensions['code'];
  };
  t.is(await asked(null, search), 'UNAUTHENTICATED');
  t.is(await asked(await hub.token('burger2'), search), 'FORBIDDEN');
  t.is(await asked(await hub.token('agent'), '{ hub { deadLetters { id } } }'), 'FORBIDDEN');
  t.is(await asked('eyJhbGciOiJub25lIn0.e30.', search), 'UNAUTHENTICATED');
});
