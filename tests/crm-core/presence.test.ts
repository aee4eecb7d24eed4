import test from 'ava';
import { releaseWorkOfAbsent } from '../../crm-core/dispatch/release-work.ts';
import { change, openedCase } from './scenes.ts';
import { act, admin, away, caseOf, heardBy, lead, lien, staffed, tom } from './staff-scenes.ts';
import { agent, citizen, expert, world } from './world.ts';

const thursday = '2026-11-26T09:00:00Z';

test('the open work of somebody who is away goes at once to his replacement, else back to the group, each time with a reason that colleagues read (R094)', async (t) => {
  const city = await world(t);
  await staffed(city);
  const [one, two] = [await openedCase(city), await openedCase(city)];
  await change(city, expert, 'takeCase', { caseId: one });
  t.is((await away(city, expert, { until: thursday, replacement: lien.subject })).__typename, 'StaffMember');
  t.deepEqual(await caseOf(city, one), {
    state: 'assigned',
    group: 'burgerzaken',
    who: 'Lien Cools',
    why: 'Joris Maes is afwezig tot 26 november 2026; Lien Cools neemt over.',
    by: 'Joris Maes',
  });
  t.regex((await heardBy(city, lien))[0] ?? '', /is nu bij u: Joris Maes is afwezig/);

  await change(city, tom, 'takeCase', { caseId: two });
  await away(city, lead, { subject: tom.subject });
  t.like(await caseOf(city, two), { state: 'assigned', who: null, by: 'An Baert' });
  t.regex((await caseOf(city, two)).why, /Tom Wils is afwezig, zonder vervanger in de groep/);
});

test('an absence that begins later moves the work when it begins, over a chain of replacements, and what went away never comes back by itself (R094)', async (t) => {
  const city = await world(t);
  await staffed(city);
  const id = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId: id });
  const from = '2026-11-24T08:00:00Z';
  await away(city, expert, { from, until: thursday, replacement: lien.subject });
  await away(city, lien, { from, replacement: tom.subject });
  t.is(await releaseWorkOfAbsent(city), 0);
  city.clock.now = new Date(from);
  t.deepEqual([await releaseWorkOfAbsent(city), await releaseWorkOfAbsent(city)], [1, 0]);
  t.like(await caseOf(city, id), { who: 'Tom Wils', by: 'Schakel' });
  city.clock.now = new Date(thursday);
  t.is(await releaseWorkOfAbsent(city), 0);
  t.like(await caseOf(city, id), { who: 'Tom Wils' });
});

test('nobody is given or takes work while he is away, and it is told until when and who stands in (R094, R132)', async (t) => {
  const city = await world(t);
  await staffed(city);
  const id = await openedCase(city);
  await away(city, lien, { until: thursday, replacement: tom.subject });
  const given = await act(city, lead, 'assignCase', { caseId: id, assignee: lien.subject });
  t.is(given.message, 'Lien Cools is afwezig tot 26 november 2026. Tom Wils vervangt.');
  t.is((await act(city, lien, 'takeCase', { caseId: id })).__typename, 'Conflict');
  t.like(await act(city, lead, 'assignCase', { caseId: id, assignee: 'niemand' }), { field: 'assignee' });
  t.like(await act(city, tom, 'assignCase', { caseId: id, assignee: tom.subject }), { code: 'FORBIDDEN' });
  await act(city, lead, 'assignCase', { caseId: id, assignee: tom.subject });
  t.like(await caseOf(city, id), { state: 'assigned', who: 'Tom Wils', why: 'Gegeven aan Tom Wils.' });
  await away(city, tom, { keepsWork: true });
  t.is((await caseOf(city, id)).who, 'Tom Wils', 'a short absence keeps the work');
  t.is((await act(city, lead, 'assignCase', { caseId: id, assignee: tom.subject })).__typename, 'Conflict');
});

test('staff sees who of a group is there, who is away until when and who stands in, and others see no names (R132)', async (t) => {
  const city = await world(t);
  await staffed(city);
  await away(city, expert, { until: thursday, replacement: lien.subject });
  await away(city, lien, { from: thursday });
  const document = `{ handlerGroup(key: "burgerzaken") { members { lead member { name present
    standIn { name } absences { startsAt endsAt replacement { name } keepsWork } } } } }`;
  const { members } = (await city.ask(agent, document)).handlerGroup;
  const absence = {
    startsAt: '2026-11-23T09:00:00.000Z',
    endsAt: '2026-11-26T09:00:00.000Z',
    keepsWork: false,
  };
  t.deepEqual(members, [
    { lead: true, member: { name: 'An Baert', present: true, standIn: null, absences: [] } },
    {
      lead: false,
      member: {
        name: 'Joris Maes',
        present: false,
        standIn: { name: 'Lien Cools' },
        absences: [{ ...absence, replacement: { name: 'Lien Cools' } }],
      },
    },
    {
      lead: false,
      member: {
        name: 'Lien Cools',
        present: true,
        standIn: null,
        absences: [
          { startsAt: '2026-11-26T09:00:00.000Z', endsAt: null, replacement: null, keepsWork: false },
        ],
      },
    },
    { lead: false, member: { name: 'Tom Wils', present: true, standIn: null, absences: [] } },
  ]);
  t.deepEqual((await city.ask(null, document)).handlerGroup.members, []);
  const asked = await city.answer(citizen('84651200313'), '{ staffMember(subject: "expert-tom") { name } }');
  t.is(asked.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');

  const { id } = await city.prisma.absence.findFirstOrThrow({ where: { subject: expert.subject } });
  await act(city, expert, 'endAbsence', { absenceId: id });
  const back = await city.ask(agent, '{ staffMember(subject: "expert-joris") { present absences { id } } }');
  t.deepEqual(back.staffMember, { present: true, absences: [] });
  t.is((await act(city, expert, 'endAbsence', { absenceId: id })).__typename, 'NotFound');
});

test('an absence has an end after its begin and a replacement from the own group, and only the absent one, who coordinates him or an administrator says it', async (t) => {
  const city = await world(t);
  await staffed(city);
  await city.tell('crm.staff.record', { subject: 'sporter', name: 'Sam', groups: [{ key: 'sport' }] });
  t.like(await away(city, expert, { until: '2026-11-22T09:00:00Z' }), { field: 'until' });
  t.like(await away(city, expert, { from: '2026-11-31T09:00:00Z' }), { field: 'from' });
  t.like(await away(city, expert, { replacement: expert.subject }), { field: 'replacement' });
  t.like(await away(city, expert, { replacement: 'sporter' }), { field: 'replacement' });
  t.like(await away(city, expert, { subject: lien.subject }), { code: 'FORBIDDEN' });
  t.like(await away(city, lead, { subject: 'sporter' }), { code: 'FORBIDDEN' });
  t.like(await away(city, citizen('84651200313')), { code: 'FORBIDDEN' });
  t.is((await away(city, admin, { subject: 'sporter' })).__typename, 'StaffMember');
  await t.throwsAsync(city.sql(`update absence set ends_at = starts_at`), { message: /absence_period/ });
  t.is(await city.prisma.auditEntry.count({ where: { act: 'staff.away' } }), 1);
});

test('what the directory of staff told is not overwritten by a sign-in, and the work of who leaves the city goes back to the group', async (t) => {
  const city = await world(t);
  await city.tell('crm.staff.record', {
    subject: expert.subject,
    name: 'Joris Maes-Claes',
    groups: [{ key: 'burgerzaken' }],
  });
  const [one, two] = [await openedCase(city), await openedCase(city)];
  await change(city, expert, 'takeCase', { caseId: one });
  await change(city, lien, 'takeCase', { caseId: two });
  const { members } = (
    await city.ask(agent, '{ handlerGroup(key: "burgerzaken") { members { member { name } } } }')
  ).handlerGroup;
  t.deepEqual(members, [{ member: { name: 'Joris Maes-Claes' } }, { member: { name: 'Lien Cools' } }]);
  const gone = { subject: expert.subject, name: 'Joris Maes-Claes', groups: [], active: false };
  await city.tell('crm.staff.record', gone);
  t.is(await releaseWorkOfAbsent(city), 1);
  t.like(await caseOf(city, one), { state: 'assigned', who: null });
  t.regex((await caseOf(city, one)).why, /werkt hier niet meer/);
  t.like(await caseOf(city, two), { who: 'Lien Cools' });
});
