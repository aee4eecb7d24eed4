import { randomUUID } from 'node:crypto';
import test from 'ava';
import { recordStaff } from '../../crm-core/directory/staff.ts';
import { call, draft, register } from './scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

const colleague = { ...agent, subject: 'agent-bram', name: 'Bram Wouters', device: '1002' };

async function draftsOf(city: World, identity: typeof agent, first = 20): Promise<string[]> {
  const { myDrafts } = await city.ask(identity, `{ myDrafts(first: ${first}) { id } }`);
  return myDrafts.map(({ id }: Answer) => id);
}

async function answered(city: World, callKey: string, device = '1001'): Promise<string> {
  await city.tell('crm.call.record', call('answered', { callKey, device }));
  const { contact } = await city.prisma.call.findUniqueOrThrow({
    where: { callKey },
    include: { contact: true },
  });
  return contact?.id ?? '';
}

async function type(city: World, identity: typeof agent, contactId: string) {
  await city.ask(identity, 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }', {
    variables: { input: { idempotencyKey: randomUUID(), contactId, summary: 'Pas' } },
  });
}

test('an agent finds the drafts that are hers, newest first, at whatever machine', async (t) => {
  const city = await world(t);
  city.clock.now = new Date('2026-11-23T09:05:00Z');
  const first = await draft(city);
  city.clock.now = new Date('2026-11-23T09:10:00Z');
  const second = await draft(city);
  const registered = await draft(city);
  await register(city, registered, [{ text: 'Open?', outcome: 'ANSWERED', answer: 'Ja.' }]);
  const untouched = await answered(city, 'call-1');
  await answered(city, 'call-2', '1002');
  t.deepEqual(await draftsOf(city, agent), [second, first, untouched]);
  t.deepEqual(await draftsOf(city, agent, 2), [second, first]);
  t.is((await draftsOf(city, colleague)).length, 1);
});

test('a draft goes with its call to the colleague who takes it over, and stays once the colleague types', async (t) => {
  const city = await world(t);
  const contactId = await answered(city, 'call-1');
  await type(city, agent, contactId);
  t.deepEqual(await draftsOf(city, agent), [contactId]);
  const transfer = { kind: 'cold', fromDevice: '1001', toDevice: '1002' };
  await city.tell(
    'crm.call.record',
    call('transferred', { transfer, occurredAt: '2026-11-23T09:01:00.000Z' }),
  );
  t.deepEqual(await draftsOf(city, agent), []);
  t.deepEqual(await draftsOf(city, colleague), [contactId]);
  await type(city, colleague, contactId);
  await city.tell(
    'crm.call.record',
    call('ended', { device: '1002', occurredAt: '2026-11-23T09:05:00.000Z' }),
  );
  t.deepEqual(await draftsOf(city, agent), []);
  t.deepEqual(await draftsOf(city, colleague), [contactId]);
});

test('drafts are for agents alone', async (t) => {
  const city = await world(t);
  const { errors } = await city.answer(expert, '{ myDrafts { id } }');
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

async function save(city: World, identity: typeof agent, input: object): Promise<Answer> {
  const { saveDraft } = await city.ask(
    identity,
    `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) {
      __typename ... on Contact { summary draftSequence } ... on Conflict { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return saveDraft;
}

async function kept(city: World, contactId: string): Promise<Answer> {
  const { contact } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { summary questions { text } setAside { sequence writer summary questions { text } } } }`,
  );
  return contact;
}

test('two tabs that save out of order lose no word: the newer save stands, the older one is told so and kept beside it', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  t.like(
    await save(city, agent, { contactId, writer: 'tab-1', sequence: 2, summary: 'Paspoort van Marie' }),
    { draftSequence: 2 },
  );
  const late = {
    contactId,
    writer: 'tab-2',
    sequence: 1,
    summary: 'Rijbewijs',
    questions: [{ text: 'Hoeveel kost het?' }],
  };
  t.regex((await save(city, agent, late)).message, /nieuwere versie/);
  t.like(await kept(city, contactId), {
    summary: 'Paspoort van Marie',
    setAside: [
      { sequence: 1, writer: 'tab-2', summary: 'Rijbewijs', questions: [{ text: 'Hoeveel kost het?' }] },
    ],
  });
  await save(city, agent, { contactId, writer: 'tab-2', sequence: 3, summary: 'Rijbewijs van Jan' });
  t.deepEqual(
    (await kept(city, contactId)).setAside.map(({ summary }: Answer) => summary),
    ['Paspoort van Marie', 'Rijbewijs'],
    'what the first tab typed is kept as well',
  );
});

test('a draft goes to a colleague with all that was typed in it', async (t) => {
  const city = await world(t);
  await recordStaff(city.prisma, { subject: colleague.subject, name: colleague.name, groups: [] });
  const contactId = await draft(city);
  await save(city, agent, { contactId, summary: 'Pas' });
  const hand = async (toAgent: string) =>
    (
      await city.ask(
        agent,
        `mutation ($input: HandDraftInput!) { handDraft(input: $input) { __typename ... on Contact { agentName } ... on InvalidInput { field } } }`,
        { variables: { input: { idempotencyKey: randomUUID(), contactId, toAgent } } },
      )
    ).handDraft;
  t.is((await hand('niemand')).field, 'toAgent');
  t.is((await hand(colleague.subject)).agentName, colleague.name);
  t.deepEqual(await draftsOf(city, agent), []);
  t.deepEqual(await draftsOf(city, colleague), [contactId]);
});
