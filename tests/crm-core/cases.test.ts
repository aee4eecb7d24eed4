import { randomUUID } from 'node:crypto';
import test from 'ava';
import { caseStatusChanged } from '../../crm-core/cases/case-status-changed.ts';
import { change, known, nationalNumber, openedCase } from './scenes.ts';
import { type Answer, agent, citizen, expert, world } from './world.ts';

const colleague = { ...expert, subject: 'expert-lien', name: 'Lien Cools' };
const stranger = { ...expert, subject: 'expert-tom', groups: ['sport'] };

test('a case is taken by one, and answered once', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  const taken = await Promise.all([
    change(city, expert, 'takeCase', { caseId }),
    change(city, colleague, 'takeCase', { caseId }),
  ]);
  const outcomes = taken.map(({ data }) => (data?.['takeCase'] as Answer)?.__typename);
  t.deepEqual(outcomes.sort(), ['Case', 'Conflict']);
  await change(city, expert, 'answerCase', { caseId, answer: 'Morgen.' });
  const again = await change(city, expert, 'answerCase', { caseId, answer: 'Of toch niet.' });
  t.like(again.data, { answerCase: { __typename: 'Conflict' } });
});

test('nobody changes a case of a group that is not his', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  for (const mutation of ['takeCase', 'answerCase', 'returnCase']) {
    const input = {
      caseId,
      ...(mutation === 'answerCase' && { answer: 'x' }),
      ...(mutation === 'returnCase' && { reason: 'x' }),
    };
    const { errors } = await change(city, stranger, mutation, input);
    t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  }
  t.is((await city.prisma.case.findFirst())?.state, 'assigned');
});

test('the database refuses a case that changes without saying who did it and why', async (t) => {
  const city = await world(t);
  const id = await openedCase(city);
  await t.throwsAsync(city.prisma.case.update({ where: { id }, data: { state: 'in-progress' } }), {
    message: /without saying who did it and why/,
  });
  await t.throwsAsync(city.sql(`update case_change set reason = 'anders'`), { message: /only added to/ });
  await t.throwsAsync(city.sql('delete from case_change'), { message: /only added to/ });
  await t.throwsAsync(city.sql('update contact set reference = null'), { message: /null value/ });
  await t.throwsAsync(city.sql('update case_file set due_at = null'), { message: /null value/ });
  await t.throwsAsync(city.sql(`update case_file set handler_group_key = 'nergens'`), {
    message: /foreign key/,
  });
});

test('work is listed by who it is for, the case due first on top', async (t) => {
  const city = await world(t);
  const [one, two] = [await openedCase(city), await openedCase(city)];
  city.clock.now = new Date('2026-11-24T09:00:00Z');
  const three = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId: two });
  const list = async (identity: typeof agent, filter: string) => {
    const question = `{ worklist(filter: ${filter}, first: 10) { edges { node { id } } } }`;
    return (await city.ask(identity, question)).worklist.edges.map(({ node }: Answer) => node.id);
  };
  t.deepEqual(await list(expert, 'MY_GROUPS'), [one, two, three]);
  t.deepEqual(await list(expert, 'MINE'), [two]);
  t.deepEqual(await list(expert, 'UNASSIGNED'), [one, three]);
  t.deepEqual(await list(stranger, 'UNASSIGNED'), []);
  t.deepEqual(await list(agent, 'MY_GROUPS'), []);
  city.clock.now = new Date('2026-11-26T08:00:00Z');
  t.deepEqual(await list(expert, 'DUE_SOON'), [one, two]);
  await change(city, expert, 'answerCase', { caseId: one, answer: 'Klaar.' });
  t.deepEqual(await list(expert, 'DUE_SOON'), [two]);
});

test('a worklist is read in pages without a gap or a double', async (t) => {
  const city = await world(t);
  const all = [await openedCase(city), await openedCase(city), await openedCase(city)];
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const question = `query ($after: String) { worklist(filter: MY_GROUPS, first: 2, after: $after) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
    const { worklist } = await city.ask(expert, question, { variables: { after } });
    seen.push(...worklist.edges.map(({ node }: Answer) => node.id));
    after = worklist.pageInfo.endCursor;
    more = worklist.pageInfo.hasNextPage;
  }
  t.deepEqual(seen, all);
});

test('the agent sees what the citizen sees: sent, published, refused with the reason, overdue (R170, R174)', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city, await known(city, { nationalNumber: nationalNumber(1) }));
  const { reference } = caseStatusChanged.parse(city.events.at(-1)?.data);
  const status = async () =>
    (
      await city.ask(
        agent,
        `{ case(id: "${caseId}") { citizenStatus { publication state stateName visibleSince refusedBecause } } }`,
      )
    ).case.citizenStatus;
  const confirm = (publicationId: string, outcome: string, reasons: string[] = []) =>
    city.tell('crm.publication.confirm', {
      channel: 'dosis',
      reference,
      publicationId,
      outcome,
      processedAt: '2026-11-23T09:05:00Z',
      reasons,
    });
  const nothing = { state: null, stateName: null, visibleSince: null, refusedBecause: [] };

  t.deepEqual(await status(), { publication: 'PENDING', ...nothing });
  await confirm('u-1', 'overdue');
  t.deepEqual(await status(), { publication: 'OVERDUE', ...nothing });
  await confirm('u-1', 'published');
  await confirm('u-1', 'overdue');
  const seen = { state: 'ASSIGNED', stateName: 'Toegewezen', visibleSince: '2026-11-23T09:05:00.000Z' };
  t.deepEqual(await status(), { publication: 'PUBLISHED', ...seen, refusedBecause: [] });
  await change(city, expert, 'takeCase', { caseId });
  t.deepEqual(await status(), { publication: 'PENDING', ...seen, refusedBecause: [] });
  await confirm('u-2', 'refused', ['Onbekend product.']);
  t.deepEqual(await status(), { publication: 'REFUSED', ...seen, refusedBecause: ['Onbekend product.'] });
});

test('confirmations that overtake each other are each of the state that their message carried (R171)', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city, await known(city, { nationalNumber: nationalNumber(1) }));
  const { reference } = caseStatusChanged.parse(city.events.at(-1)?.data);
  const messageAt = (ms: number) => {
    const hex = (Date.parse('2026-11-23T09:00:00Z') + ms).toString(16).padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
  };
  city.clock.now = new Date('2026-11-23T09:00:00.010Z');
  await change(city, expert, 'takeCase', { caseId });
  const confirm = (publicationId: string, outcome: string, processedAt: string) =>
    city.tell('crm.publication.confirm', {
      channel: 'dosis',
      reference,
      publicationId,
      outcome,
      processedAt,
      reasons: [],
    });
  await confirm(messageAt(12), 'published', '2026-11-23T09:05:00Z');
  await confirm(messageAt(9), 'refused', '2026-11-23T09:06:00Z');
  const publications = await city.prisma.publication.findMany({ include: { change: true } });
  t.deepEqual(Object.fromEntries(publications.map(({ change, state }) => [change.state, state])), {
    assigned: 'refused',
    'in-progress': 'published',
  });
});

test('a case of somebody without a number is shown in no portal', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city, await known(city));
  const { case: file } = await city.ask(
    agent,
    `{ case(id: "${caseId}") { citizenStatus { publication state } } }`,
  );
  t.deepEqual(file.citizenStatus, { publication: 'NOT_SHOWN', state: null });
});

test('every change is told to the house in the words that mappings know, with everybody it concerns (R171)', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(
    city,
    await known(city, {
      kind: 'company',
      familyName: null,
      givenName: null,
      organisationName: 'De Gouden Aar',
      enterpriseNumber: '0199999944',
    }),
  );
  await change(city, expert, 'takeCase', { caseId });
  t.deepEqual(
    city.events.map(({ data }) => caseStatusChanged.parse(data).state),
    ['assigned', 'in-progress'],
  );
  t.deepEqual(caseStatusChanged.parse(city.events[1]?.data).parties, [
    { kind: 'enterprise', identifier: '0199999944' },
  ]);
});

test('a citizen sees his own case in the words that are meant for him (R170, R172)', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city, await known(city, { nationalNumber: nationalNumber(1) }));
  const question = `{ case(id: "${caseId}") { stateName assigneeName history { actorName reason } } }`;
  await change(city, expert, 'takeCase', { caseId });
  const { case: own } = await city.ask(citizen(nationalNumber(1)), question);
  t.deepEqual(own, {
    stateName: 'In behandeling',
    assigneeName: null,
    history: [
      { actorName: 'Burgerzaken', reason: '' },
      { actorName: 'Burgerzaken', reason: '' },
    ],
  });
  t.is((await city.ask(citizen(nationalNumber(2)), question)).case, null);
});
