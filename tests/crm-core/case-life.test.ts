import test from 'ava';
import { recordStaff } from '../../crm-core/directory/staff.ts';
import { act, coordinator, filed, roads, seen, statesTold, written } from './case-scenes.ts';
import { known, nationalNumber } from './scenes.ts';
import { agent, citizen, world } from './world.ts';

const day = 86_400_000;

test('a case waits for its customer with what is asked of him, and goes on with his answer, which is kept (R172, R173)', async (t) => {
  const city = await world(t);
  const marie = citizen(nationalNumber(1));
  const { id } = await filed(city, {
    customerId: await known(city, { nationalNumber: nationalNumber(1) }),
  });
  await act(city, roads, 'takeCase', { caseId: id });
  t.like(await act(city, roads, 'askCustomer', { caseId: id, asked: ' ' }), { field: 'asked' });
  await act(city, roads, 'askCustomer', { caseId: id, asked: 'Welke paal is het?' });
  t.like(statesTold(city).at(-1), { state: 'waiting-for-customer', action: 'Welke paal is het?' });
  t.like(await act(city, roads, 'askCustomer', { caseId: id, asked: 'En nog iets?' }), {
    __typename: 'Conflict',
  });
  t.is((await seen(city, marie, id, 'asked')).asked, 'Welke paal is het?');

  t.like(await act(city, citizen(nationalNumber(2)), 'replyToCase', { caseId: id, reply: 'x' }), {
    __typename: 'NotFound',
  });
  const replied = await act(city, marie, 'replyToCase', { caseId: id, reply: 'De tweede na de bocht.' });
  t.like(replied, { state: 'IN_PROGRESS', asked: null });
  t.deepEqual((await seen(city, roads, id, 'inquiries { asked reply repliedBy }')).inquiries, [
    { asked: 'Welke paal is het?', reply: 'De tweede na de bocht.', repliedBy: 'Burger' },
  ]);
  t.like(statesTold(city).at(-1), { state: 'in-progress', action: null });
});

test('a case ends only with a reason and an explanation that its customer reads, and nobody is told that what is not solved is', async (t) => {
  const city = await world(t);
  const { id } = await filed(city, {
    customerId: await known(city, { nationalNumber: nationalNumber(1) }),
  });
  t.like(await act(city, roads, 'closeCase', { caseId: id, endReason: 'solved', note: ' ' }), {
    field: 'note',
  });
  t.like(await act(city, roads, 'closeCase', { caseId: id, endReason: 'zomaar', note: 'x' }), {
    field: 'endReason',
  });
  const note = 'De paal is van een privéweg.';
  const closed = await act(city, roads, 'closeCase', { caseId: id, endReason: 'not-solved', note });
  t.like(closed, {
    state: 'CLOSED',
    endReason: { key: 'not-solved' },
    resolution: `Dit kon niet worden opgelost. ${note}`,
  });
  t.is(closed.history.at(-1).reason, `Niet opgelost: ${note}`);
  const { explanation } = statesTold(city).at(-1);
  t.is(explanation, `Uw vraag is afgesloten. Dit kon niet worden opgelost. ${note}`);
  await t.throwsAsync(city.sql('update case_file set end_reason_key = null'), {
    message: /case_file_closed/,
  });
  t.like(await act(city, roads, 'answerCase', { caseId: id, answer: 'x' }), { __typename: 'Conflict' });
});

test('a customer reopens his case within thirty days, staff always, and it gets a new due moment', async (t) => {
  const city = await world(t);
  const marie = citizen(nationalNumber(1));
  const { id } = await filed(city, {
    customerId: await known(city, { nationalNumber: nationalNumber(1) }),
  });
  const { dueAt } = await seen(city, agent, id, 'dueAt');
  t.like(await act(city, marie, 'reopenCase', { caseId: id, reason: 'x' }), { __typename: 'Conflict' });
  await act(city, roads, 'answerCase', { caseId: id, answer: 'Hersteld.' });
  city.clock.now = new Date(city.clock.now.getTime() + 29 * day);
  const reopened = await act(city, marie, 'reopenCase', { caseId: id, reason: 'Hij flikkert weer.' });
  t.like(reopened, { state: 'ASSIGNED', assigneeName: null });
  t.true((await seen(city, agent, id, 'dueAt')).dueAt > dueAt);
  await act(city, roads, 'closeCase', { caseId: id, endReason: 'solved', note: 'Nieuwe lamp.' });
  city.clock.now = new Date(city.clock.now.getTime() + 31 * day);
  t.like(await act(city, marie, 'reopenCase', { caseId: id, reason: 'Weer stuk.' }), {
    __typename: 'Conflict',
  });
  t.like(await act(city, agent, 'reopenCase', { caseId: id, reason: 'Weer stuk.' }), {
    state: 'ASSIGNED',
    resolution: null,
    endReason: null,
  });
});

test('a customer withdraws his case, but not one that others reported too', async (t) => {
  const city = await world(t);
  const marie = citizen(nationalNumber(1));
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const [first, second] = [await filed(city, { customerId }), await filed(city, { customerId })];
  t.like(await act(city, marie, 'withdrawCase', { caseId: first.id }), { state: 'WITHDRAWN' });
  const other = await filed(city, { text: 'Mijn buurman meldde iets.', kind: 'QUESTION' });
  const joined = { caseId: second.id, contactId: other.contactId, text: 'Ik zag het ook.' };
  await act(city, agent, 'joinReport', joined, '__typename');
  t.like(await act(city, marie, 'withdrawCase', { caseId: second.id }), { __typename: 'Conflict' });
  t.is((await seen(city, marie, second.id, 'state')).state, 'ASSIGNED');
});

test('the contact person of a case is known: who has it, his stand-in while he is away, or the lead of its group (R103)', async (t) => {
  const city = await world(t);
  const groups = [{ key: 'openbaar-domein', lead: false }];
  for (const [subject, name, lead] of [
    ['expert-wim', 'Wim Goris', false],
    ['expert-eva', 'Eva Nys', false],
    ['lead-koen', 'Koen Smet', true],
  ] as const)
    await recordStaff(city.prisma, {
      subject,
      name,
      email: `${subject}@leuven.be`,
      groups: groups.map(({ key }) => ({ key, lead })),
    });
  const { id } = await filed(city, {
    customerId: await known(city, { nationalNumber: nationalNumber(1) }),
  });
  const person = async (identity = agent) =>
    (await seen(city, identity, id, 'contactPerson { name email standsInFor handlerGroup { key } }'))
      .contactPerson;
  const handlerGroup = { key: 'openbaar-domein' };
  t.deepEqual(await person(), {
    name: 'Koen Smet',
    email: 'lead-koen@leuven.be',
    standsInFor: null,
    handlerGroup,
  });
  await act(city, roads, 'takeCase', { caseId: id });
  t.deepEqual(await person(), {
    name: 'Wim Goris',
    email: 'expert-wim@leuven.be',
    standsInFor: null,
    handlerGroup,
  });
  await city.prisma.absence.create({
    data: { subject: 'expert-wim', startsAt: city.clock.now, replacementSubject: 'expert-eva' },
  });
  t.deepEqual(await person(), {
    name: 'Eva Nys',
    email: 'expert-eva@leuven.be',
    standsInFor: 'Wim Goris',
    handlerGroup,
  });
  t.is(await person(citizen(nationalNumber(1))), null);
});

test('the kind of a case is corrected with a reason, and a complaint goes to the complaint coordinator (R080, R162)', async (t) => {
  const city = await world(t);
  const { id } = await filed(city, { kind: 'QUESTION' });
  const { dueAt } = await seen(city, agent, id, 'dueAt');
  const wrong = { caseId: id, kind: 'COMPLAINT' };
  t.like(await act(city, roads, 'correctKind', { ...wrong, reason: '' }), { field: 'reason' });
  await act(city, roads, 'correctKind', { ...wrong, reason: 'Zij klaagt over onze dienst.' });
  const complaint = await seen(
    city,
    agent,
    id,
    'kind state dueAt handlerGroup { key } edits { field before after reason }',
  );
  t.like(complaint, { kind: 'COMPLAINT', state: 'ASSIGNED', handlerGroup: { key: 'klachtencoordinatie' } });
  t.true(complaint.dueAt > dueAt);
  t.deepEqual(complaint.edits, [
    { field: 'kind', before: 'question', after: 'complaint', reason: 'Zij klaagt over onze dienst.' },
  ]);
  t.is(await seen(city, roads, id, 'id'), null);
  await act(city, coordinator, 'correctKind', {
    caseId: id,
    kind: 'SUGGESTION',
    reason: 'Het is een voorstel.',
  });
  t.is((await seen(city, agent, id, 'kind')).kind, 'SUGGESTION');
});

test('what is for another body is closed only when it certainly has it, with the customer only where he agreed (R095)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { telephones: ['+32470123456'] });
  const { id } = await filed(city, { customerId });
  const body = { key: 'wegen', name: 'Agentschap Wegen en Verkeer', email: 'meldingen@wegen.example' };
  await act(city, coordinator, 'recordOutsideBody', body, '__typename');
  const given = { caseId: id, body: 'wegen', note: 'De lamp staat langs een gewestweg.' };
  t.like(await act(city, roads, 'handOverCase', { ...given, shareCustomer: true }), {
    field: 'shareCustomer',
  });
  await act(city, roads, 'handOverCase', { ...given, shareCustomer: false });
  const [message] = await written(city);
  t.is(message?.recipient, 'meldingen@wegen.example');
  t.false(message?.body.includes('Claes'));
  const end = { caseId: id, endReason: 'other-body', note: 'Zij herstellen de lamp.' };
  t.like(await act(city, roads, 'closeCase', end), { __typename: 'Conflict' });
  t.deepEqual((await seen(city, roads, id, 'handOvers { proven }')).handOvers, [{ proven: false }]);
  await city.tell('crm.message.confirm', {
    messageId: message?.id,
    outcome: 'sent',
    occurredAt: '2026-11-23T09:01:00Z',
    reason: null,
  });
  const closed = await act(city, roads, 'closeCase', end);
  t.is(
    closed.resolution,
    'Dit is een zaak voor Agentschap Wegen en Verkeer. Wij hebben ze daaraan overgemaakt. Zij herstellen de lamp.',
  );

  const other = await filed(city, { customerId });
  const agreed = { answer: 'NOT_WANTED', mayShareData: true };
  await act(city, roads, 'recordFeedbackWish', { caseId: other.id, feedback: agreed }, '__typename');
  await act(city, roads, 'handOverCase', { ...given, caseId: other.id, shareCustomer: true });
  t.regex((await written(city)).at(-1)?.body ?? '', /Marie Claes\n\+32470123456/);
});
