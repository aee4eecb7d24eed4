import { randomUUID } from 'node:crypto';
import test from 'ava';
import type { Identity } from '../../crm-core/ports.ts';
import { act } from './case-scenes.ts';
import { callback, coordinator, promises } from './promise-scenes.ts';
import { came, openedCase, product } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

async function mutate(
  city: World,
  who: Identity,
  mutation: string,
  input: object,
  wanted: string,
): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const data = await city.ask(
    who,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ${wanted}
      ... on InvalidInput { field } ... on Conflict { message } ... on NotFound { message } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return data[mutation];
}

const setNorm = (city: World, input: object, who: Identity = coordinator) =>
  mutate(
    city,
    who,
    'setNorm',
    { reason: 'Zo afgesproken.', ...input },
    '... on ServiceNorm { id version validFrom agreedWith }',
  );

const dueOf = async (city: World, caseId: string) =>
  (await city.ask(agent, `{ case(id: "${caseId}") { dueAt } }`)).case.dueAt;

test('a department has its own norm by agreement, in versions; what was promised before stays, unless somebody moves it by an act (R085)', async (t) => {
  const city = await world(t);
  const before = await openedCase(city);
  t.is(await dueOf(city, before), '2026-11-26T16:00:00.000Z');
  const agreed = await setNorm(city, {
    kind: 'QUESTION',
    handlerGroup: 'burgerzaken',
    days: 1,
    agreedWith: 'Burgerzaken',
  });
  t.like(agreed, { version: 1, agreedWith: 'Burgerzaken' });
  const after = await openedCase(city);
  t.is(await dueOf(city, after), '2026-11-24T16:00:00.000Z');
  t.is(await dueOf(city, before), '2026-11-26T16:00:00.000Z');

  city.clock.now = new Date('2026-11-23T10:00:00Z');
  const next = await setNorm(city, {
    kind: 'QUESTION',
    handlerGroup: 'burgerzaken',
    minutes: 120,
    reason: 'Nieuwe afspraak.',
  });
  t.is(next.version, 2);
  const third = await openedCase(city);
  t.is(await dueOf(city, third), '2026-11-23T12:00:00.000Z');
  await mutate(city, coordinator, 'applyNorm', { normId: next.id, reason: 'Voor iedereen.' }, '');
  t.is(await dueOf(city, before), '2026-11-23T11:00:00.000Z');
  const promised = await promises(city, agent, { kinds: ['ANSWER'] });
  t.is(promised.find((one) => one.case.id === before)?.dueAt, '2026-11-23T11:00:00.000Z');
  t.is(await city.prisma.auditEntry.count({ where: { act: 'case.move-due', subjectId: before } }), 1);
  await t.throwsAsync(city.sql('update service_norm set days = 9'), { message: /only ends/ });
});

test('how well a department keeps its norm is watched, with the list behind the figure (R085)', async (t) => {
  const city = await world(t);
  await openedCase(city);
  city.clock.now = new Date('2026-11-27T09:00:00Z');
  const period = '{ from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" }';
  const { promisesKept } = await city.ask(
    expert,
    `{ promisesKept(period: ${period}) { handlerGroup { key } due openLate keptPercent } }`,
  );
  t.deepEqual(promisesKept, [{ handlerGroup: { key: 'burgerzaken' }, due: 1, openLate: 1, keptPercent: 0 }]);
  const behind = await promises(city, expert, {
    handlerGroup: 'burgerzaken',
    late: true,
    madeFrom: '2026-11-01T00:00:00Z',
  });
  t.is(behind.length, 1);
});

test('the first free appointment is watched against five working days (R143)', async (t) => {
  const city = await world(t);
  const offered = (firstFreeAt: string | null) =>
    city.tell('crm.appointment.offered', {
      handlerGroup: 'burgerzaken',
      productNumber: null,
      askedAt: '2026-11-23T09:00:00Z',
      firstFreeAt,
    });
  for (const at of ['2026-11-25T09:00:00Z', '2026-11-30T16:00:00Z', '2026-11-30T16:01:00Z', null])
    await offered(at);
  const period = '{ from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" }';
  const { normWatch } = await city.ask(
    agent,
    `{ normWatch(period: ${period}) { handlerGroup { key } measured within withinPercent } }`,
  );
  t.deepEqual(normWatch, [
    { handlerGroup: { key: 'burgerzaken' }, measured: 4, within: 2, withinPercent: 50 },
  ]);
});

test('the hours of the city are configured and a closing day is imported, and what is promised from then on goes by it', async (t) => {
  const city = await world(t);
  const ical =
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261124\r\nSUMMARY:Personeelsdag\r\nEND:VEVENT\r\nEND:VCALENDAR';
  const close = (text: string, calendar = 'city') =>
    mutate(
      city,
      coordinator,
      'importClosures',
      { calendar, name: 'Sluitingsdagen', ical: text },
      '... on WorkingCalendar { closures { name events } openNow }',
    );
  t.like(await close('geen kalender'), { field: 'ical' });
  t.is((await close(ical, 'nergens')).__typename, 'NotFound');
  t.deepEqual((await close(ical)).closures, [{ name: 'Sluitingsdagen', events: 1 }]);
  t.is((await callback(city)).dueAt, '2026-11-25T16:00:00.000Z');
  const friday = { weekday: 'FRIDAY', open: [{ from: '08:00', until: '12:30' }] };
  const hours = (week: object[]) =>
    mutate(
      city,
      coordinator,
      'setWorkingCalendar',
      { key: 'city', name: 'Stadsdiensten', week },
      '... on WorkingCalendar { nextOpenAt }',
    );
  t.like(await hours([]), { field: 'week' });
  t.like(await hours([{ weekday: 'FRIDAY', open: [{ from: '12:30', until: '08:00' }] }]), {
    __typename: 'InvalidInput',
  });
  t.is((await hours([friday])).nextOpenAt, '2026-11-27T07:00:00.000Z');
  t.is((await callback(city, { telephone: '016272000' })).dueAt, '2026-11-27T11:30:00.000Z');
  const { workingCalendar } = await city.ask(
    null,
    '{ workingCalendar(key: "city") { days(from: "2026-12-25", first: 1) { day name open { opensAt } } } }',
  );
  t.deepEqual(workingCalendar.days, [{ day: '2026-12-25', name: 'Kerstmis', open: [] }]);
});

test('norms and hours are set by coordinators and administrators only', async (t) => {
  const city = await world(t);
  for (const who of [agent, expert, citizen('84611500137')]) {
    const { errors } = await city.answer(
      who,
      'mutation { setNorm(input: { idempotencyKey: "set-norm-1", kind: QUESTION, days: 1, reason: "x" }) { __typename } }',
    );
    t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  }
});

test('mail is answered in two working days by a norm of that channel, which yields to what was agreed with a department or about a product (R020, R085)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const two = await setNorm(city, { kind: 'QUESTION', channel: 'e-mail', days: 2 });
  t.like(two, { __typename: 'ServiceNorm', version: 1 });
  t.like(await setNorm(city, { kind: 'QUESTION', channel: 'duif', days: 2 }), { field: 'channel' });
  const mail = async (question: object = {}) => {
    await city.tell('crm.contact.record', came({ channel: 'e-mail', questions: [], ...question }));
    const [file] = await city.prisma.case.findMany({ orderBy: { id: 'desc' }, take: 1 });
    return file?.id ?? '';
  };
  const mailed = await mail();
  t.is(await dueOf(city, mailed), '2026-11-25T16:00:00.000Z');
  t.is(await dueOf(city, await openedCase(city)), '2026-11-26T16:00:00.000Z', 'at the desk it is three');

  await act(city, agent, 'answerCase', { caseId: mailed, answer: 'Ja.' });
  await act(city, agent, 'reopenCase', { caseId: mailed, reason: 'Toch niet.' });
  t.is(await dueOf(city, mailed), '2026-11-25T16:00:00.000Z', 'it came by mail still');
  await setNorm(city, { kind: 'QUESTION', productNumber: 'P-1', days: 4 });
  const about = { kind: 'question', text: 'Mijn pas is weg', productNumber: 'P-1' };
  t.is(await dueOf(city, await mail({ questions: [about] })), '2026-11-27T16:00:00.000Z');
  await setNorm(city, { kind: 'QUESTION', handlerGroup: 'kcc', days: 1 });
  t.is(await dueOf(city, await mail()), '2026-11-24T16:00:00.000Z');
  await setNorm(city, { kind: 'QUESTION', handlerGroup: 'kcc', channel: 'e-mail', minutes: 60 });
  t.is(await dueOf(city, await mail()), '2026-11-23T10:00:00.000Z');
  const norms = await city.ask(agent, '{ serviceNorms(kind: QUESTION, first: 20) { channel { key name } } }');
  t.true(norms.serviceNorms.some(({ channel }: Answer) => channel?.key === 'e-mail'));

  const week = await setNorm(city, { kind: 'REPORT', channel: 'e-mail', days: 1 });
  const report = { kind: 'report', text: 'Een losse tegel', productNumber: null };
  city.clock.now = new Date('2026-11-23T09:30:00Z');
  const [byMail, atDesk] = [await mail({ questions: [report] }), await openedCase(city)];
  await mutate(city, coordinator, 'applyNorm', { normId: week.id, reason: 'Sneller.' }, '');
  t.is(await dueOf(city, byMail), '2026-11-24T16:00:00.000Z');
  t.is(await dueOf(city, atDesk), '2026-11-26T16:00:00.000Z');
});
