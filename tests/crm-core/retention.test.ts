import { randomUUID } from 'node:crypto';
import test from 'ava';
import { forget } from '../../crm-core/privacy/retention.ts';
import { mutate } from './mutate.ts';
import { change, draft, register } from './scenes.ts';
import { agent, expert, privacyOfficer, world } from './world.ts';

test('what others have been told is forgotten after the time that the privacy officer says, logged, and never what is still owed (R202)', async (t) => {
  const city = await world(t);
  await draft(city);
  const set = `mutation ($input: SetRetentionInput!) {
    setRetention(input: $input) { __typename ... on Retention { what days } ... on InvalidInput { field } }
  }`;
  const asked = (days: number) => ({
    variables: { input: { idempotencyKey: randomUUID(), what: 'DELIVERED_EVENT', days } },
  });
  const event = (data: string, state: string) =>
    city.sql(
      `with event as (
         insert into outbound_event (id, source, type, time, correlationid, data)
         values (gen_random_uuid(), 'schakel', 'crm.case.status-changed', $1, 'story', $2::json) returning id
       )
       insert into outbound_delivery (id, event_id, destination, key, state)
       select gen_random_uuid(), id, 'dosis.status.publish', 'story', $3 from event`,
      [city.clock.now, JSON.stringify({ parties: [data] }), state],
    );
  await event('84651200313', 'delivered');
  await event('nog niet bezorgd', 'pending');
  await event('onbestelbaar', 'dead');
  t.is((await city.ask(privacyOfficer, set, asked(0))).setRetention.field, 'days');
  t.deepEqual((await city.ask(privacyOfficer, set, asked(7))).setRetention, {
    __typename: 'Retention',
    what: 'DELIVERED_EVENT',
    days: 7,
  });
  const { errors } = await city.answer(agent, set, asked(1));
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  const kept = async () =>
    (await city.sql(`select data::text as data from outbound_event order by id`)).map(({ data }) => data);
  city.clock.now = new Date(city.clock.now.getTime() + 6 * 86_400_000);
  await forget(city);
  t.is((await kept()).filter((data) => data === '{}').length, 0);
  city.clock.now = new Date(city.clock.now.getTime() + 2 * 86_400_000);
  await forget(city);
  t.deepEqual((await kept()).toSorted(), [
    '{"parties":["nog niet bezorgd"]}',
    '{"parties":["onbestelbaar"]}',
    '{}',
  ]);
  t.deepEqual(
    await city.sql('select key from idempotent_answer where at < $1', [new Date('2026-11-24')]),
    [],
  );
  const entries = await city.sql(
    `select act, subject_id, details->>'count' as count from audit_entry where subject_type = 'retention' order by id`,
  );
  t.true(entries.some(({ act }) => act === 'retention.set'));
  t.true(entries.some(({ subject_id, count }) => subject_id === 'delivered-event' && count === '1'));
});

test('how somebody is to be reached for one question only is forgotten a month after it is settled, and not before (R034, R202)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  await mutate(city, 'reachForContact', { contactId, telephone: '0499 99 99 99' });
  const asked = { kind: 'QUESTION', text: 'Wanneer is mijn paspoort klaar?', outcome: 'CASE' };
  const { questions } = await register(city, contactId, [{ ...asked, handlerGroup: 'burgerzaken' }]);
  const later = async (days: number) => {
    city.clock.now = new Date(city.clock.now.getTime() + days * 86_400_000);
    await forget(city);
    const { contact } = await city.ask(
      agent,
      `{ contact(id: "${contactId}") { reachOnlyForThis { value } } }`,
    );
    return contact.reachOnlyForThis.length;
  };
  t.is(await later(100), 1, 'the question is open');
  await change(city, expert, 'answerCase', { caseId: questions[0].case.id, answer: 'Donderdag.' });
  t.is(await later(29), 1);
  t.is(await later(2), 0);
});

test('what others told us is forgotten a month after it was handled, but for what a person must still look at; that it came is kept (R202)', async (t) => {
  const city = await world(t);
  const told = async (state: string, ...claim: string[]) => {
    await city.sql(
      `insert into inbound_message (id, source, message_id, type, time, correlationid, data, claim_id, state, settled_at)
       values (gen_random_uuid(), 'dosis', $1, 'dosis.result', $2, 'story', $3, $4, $5, $2)`,
      [
        `message-${state}-${claim}`,
        city.clock.now,
        claim[0] ? null : '{"rrn":"84051200313"}',
        claim[0] ?? null,
        state,
      ],
    );
  };
  const [{ id: claim } = {}] = await city.sql(
    `insert into claim (id, body) values (gen_random_uuid(), 'groot') returning id`,
  );
  await told('handled');
  await told('handled', String(claim));
  await told('dead');
  const kept = () =>
    city.sql(`select state, coalesce(data::text, 'claim') as data from inbound_message order by id`);
  const before = await kept();
  city.clock.now = new Date(city.clock.now.getTime() + 29 * 86_400_000);
  await forget(city);
  t.deepEqual(await kept(), before);
  city.clock.now = new Date(city.clock.now.getTime() + 2 * 86_400_000);
  await forget(city);
  t.deepEqual((await kept()).map(({ state, data }) => `${state} ${data}`).toSorted(), [
    'dead {"rrn":"84051200313"}',
    'handled {}',
    'handled {}',
  ]);
  t.deepEqual(await city.sql('select id from claim'), []);
});
