import test from 'ava';
import { openCase } from '../../crm-core/cases/open-case.ts';
import { auditHead, seal, sealAll } from '../../crm-core/privacy/seal.ts';
import { verify } from '../../crm-core/privacy/verify.ts';
import { call, known, nationalNumber, openedCase } from './scenes.ts';
import { type Answer, agent, citizen, privacyOfficer, type World, world } from './world.ts';

/** A city with some sealed history; every entry is of the same instant, as entries of one transaction are. */
async function sealedWorld(t: Parameters<typeof world>[0]) {
  const city = await world(t);
  await openedCase(city, await known(city));
  await city.tell('crm.call.record', call('ringing'));
  await sealAll(city);
  const head = await auditHead(city);
  if (!head) throw new Error('nothing was sealed');
  return { city, head };
}

/** What only somebody with all rights on the database can do. */
function tamper(city: World, statement: string) {
  return city.prisma.$transaction([
    city.prisma.$executeRaw`set local session_replication_role = replica`,
    city.prisma.$executeRawUnsafe(statement),
  ]);
}

test('an untouched trail is intact, also against a head that was kept', async (t) => {
  const { city, head } = await sealedWorld(t);
  t.true(head.number > 4);
  t.deepEqual(await verify(city, head), {
    intact: true,
    checked: head.number,
    firstBroken: null,
    explanation: null,
  });
});

test('the database itself refuses to change or take out an entry, and to seal one twice', async (t) => {
  const { city } = await sealedWorld(t);
  for (const statement of [
    `update audit_entry set actor_name = 'Iemand'`,
    'delete from audit_entry where number = 1',
    'truncate audit_entry',
    `update audit_entry set hash = '\\x00' where number = 1`,
  ])
    await t.throwsAsync(city.sql(statement), { message: /only added to/ }, statement);
});

const found = test.macro({
  title: (_, what: string) => `verifying names the first entry that is broken: ${what}`,
  async exec(t, _: string, statement: string, firstBroken: number, explanation: string) {
    const { city, head } = await sealedWorld(t);
    await tamper(city, statement);
    const verification = await verify(city, head);
    t.like(verification, { intact: false, firstBroken, checked: firstBroken - 1, explanation });
  },
});
const changed = 'Deze regel is gewijzigd nadat hij verzegeld werd.';
const missing = 'Deze regel ontbreekt.';
for (const [column, value] of Object.entries({
  actor_subject: `'x'`,
  actor_name: `'x'`,
  act: `'x'`,
  subject_type: `'x'`,
  subject_id: `'x'`,
  purpose: `'x'`,
  correlationid: `'x'`,
  details: `'{"a": 1}'`,
  at: `at + interval '1 microsecond'`,
}))
  test(
    found,
    `another ${column}`,
    `update audit_entry set ${column} = ${value} where number = 3`,
    3,
    changed,
  );
test(found, 'one taken out of the middle', 'delete from audit_entry where number = 2', 2, missing);
test(found, 'the first taken out', 'delete from audit_entry where number = 1', 1, missing);
test(
  found,
  'two moved out of the chain',
  `update audit_entry set number = case number when 2 then -3 else -2 end where number in (2, 3);`,
  2,
  missing,
);
test(
  found,
  'one that follows another than the one before it',
  `update audit_entry set previous_hash = sha256('x') where number = 4`,
  4,
  'Deze regel sluit niet aan op de vorige.',
);

test('two entries that changed places are found', async (t) => {
  const { city } = await sealedWorld(t);
  await tamper(city, 'update audit_entry set number = -number where number in (2, 3)');
  await tamper(city, 'update audit_entry set number = 5 + number where number in (-2, -3)');
  t.like(await verify(city), { intact: false, firstBroken: 2 });
});

test('a trail that was cut off, or made anew, is found by a head that was kept, and only by it', async (t) => {
  const { city, head } = await sealedWorld(t);
  await tamper(city, `delete from audit_entry where number = ${head.number}`);
  t.true((await verify(city)).intact);
  t.like(await verify(city, head), { intact: false, firstBroken: head.number });

  await tamper(city, `update audit_entry set number = null, hash = null, previous_hash = null, act = 'x'`);
  await openedCase(city);
  await sealAll(city);
  t.true((await verify(city)).intact, 'the new chain is right in itself');
  t.like(await verify(city, head), { intact: false, firstBroken: head.number });
});

test('several nodes that seal at the same moment make one chain', async (t) => {
  const city = await world(t);
  await openedCase(city, await known(city));
  await Promise.all(Array.from({ length: 6 }, () => seal(city)));
  await sealAll(city);
  t.true((await verify(city)).intact);
  t.is(await city.prisma.auditEntry.count({ where: { hash: null } }), 0);
});

test('a look at a customer is one entry for each request, whatever it takes to answer it', async (t) => {
  const city = await world(t);
  const id = await known(city);
  await openedCase(city, id);
  const reads = () =>
    city.prisma.auditEntry.findMany({
      where: { act: 'customer.read', correlationid: { in: ['look-1', 'look-2'] } },
    });
  const question = `{ customer(id: "${id}") { displayName history { edges { node { summary customer { displayName } } } } openCases { title } } }`;
  await city.ask(agent, question, { correlationid: 'look-1', purpose: 'identification' });
  t.like(await reads(), [
    { subjectId: id, actorSubject: 'agent-els', actorName: 'Els Peeters', purpose: 'identification' },
  ]);
  await city.ask(agent, question, { correlationid: 'look-2' });
  t.is((await reads()).length, 2);
});

test('an act that is taken back leaves no entry', async (t) => {
  const city = await world(t);
  const takenBack = city.prisma.$transaction(async (tx) => {
    await openCase(tx, city, {
      kind: 'question',
      title: 'x',
      description: 'x',
      productNumber: null,
      handlerGroupKey: null,
      customerId: null,
      correlationid: 'story-1',
      actor: agent,
      reason: 'x',
    });
    t.is(await tx.auditEntry.count(), 1);
    throw new Error('taken back');
  });
  await t.throwsAsync(takenBack, { message: 'taken back' });
  t.is(await city.prisma.auditEntry.count(), 0);
});

test('the trail holds no personal value', async (t) => {
  const city = await world(t);
  const digits = nationalNumber(1);
  const id = await known(city, { nationalNumber: digits, emails: ['marie@voorbeeld.example'] });
  await openedCase(city, id);
  await city.tell('crm.call.record', call('ringing'));
  await city.ask(agent, `{ customer(id: "${id}") { nationalNumber } }`, { purpose: 'identification' });
  const trail = JSON.stringify(await city.sql('select * from audit_entry'));
  for (const value of ['Marie', 'Claes', digits, '470123456', 'voorbeeld', 'paspoort'])
    t.false(trail.includes(value), value);
});

test('the privacy officer follows one customer and one story, in pages; nobody else does', async (t) => {
  const city = await world(t);
  const id = await known(city, { nationalNumber: nationalNumber(1) });
  await openedCase(city, id);
  const question = `query ($customerId: ID, $correlationid: String, $after: String) {
    auditTrail(customerId: $customerId, correlationid: $correlationid, first: 2, after: $after) {
      edges { node { act actorName number } } pageInfo { hasNextPage endCursor } } }`;
  const acts: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { auditTrail } = await city.ask(privacyOfficer, question, { variables: { customerId: id, after } });
    acts.push(...auditTrail.edges.map(({ node }: Answer) => node.act));
    after = auditTrail.pageInfo.endCursor;
    more = auditTrail.pageInfo.hasNextPage;
  }
  t.deepEqual(
    acts.filter((act) => act !== 'customer.read'),
    ['contact.open', 'contact.tie', 'case.open', 'contact.register'],
  );
  await city.tell('crm.call.record', call('ringing'), 'story-9');
  const { auditTrail } = await city.ask(privacyOfficer, question, {
    variables: { correlationid: 'story-9' },
  });
  t.deepEqual(
    auditTrail.edges.map(({ node }: Answer) => node),
    [{ act: 'call.record', actorName: 'Schakel', number: null }],
  );

  for (const identity of [agent, citizen(nationalNumber(1))])
    t.is(
      (await city.answer(identity, question, { variables: { customerId: id } })).errors?.[0]?.extensions?.[
        'code'
      ],
      'FORBIDDEN',
    );
  const { errors } = await city.answer(privacyOfficer, question);
  t.is(errors?.[0]?.extensions?.['code'], 'BAD_USER_INPUT');
});

test('the privacy officer takes the head along and verifies against it later', async (t) => {
  const { city } = await sealedWorld(t);
  const { auditHead: kept } = await city.ask(privacyOfficer, '{ auditHead { number hash } }');
  const verification =
    'query ($number: Int, $hash: String) { auditVerification(headNumber: $number, headHash: $hash) { intact checked firstBroken } }';
  t.deepEqual((await city.ask(privacyOfficer, verification, { variables: kept })).auditVerification, {
    intact: true,
    checked: kept.number,
    firstBroken: null,
  });
  await tamper(city, `update audit_entry set act = 'niets' where number = 1`);
  t.deepEqual((await city.ask(privacyOfficer, verification, { variables: kept })).auditVerification, {
    intact: false,
    checked: 0,
    firstBroken: 1,
  });
});
