import { randomUUID } from 'node:crypto';
import test from 'ava';
import { forget } from '../../crm-core/privacy/retention.ts';
import { draft } from './scenes.ts';
import { agent, privacyOfficer, world } from './world.ts';

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
