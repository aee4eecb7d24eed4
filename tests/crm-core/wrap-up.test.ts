import { randomUUID } from 'node:crypto';
import test from 'ava';
import { sweep } from '../../crm-core/contacts/sweep.ts';
import { admin, mutate } from './mutate.ts';
import { call, draft, product, register } from './scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

async function called(city: World, ...happenings: object[]): Promise<string> {
  await city.tell('crm.call.record', call('answered'));
  for (const happening of happenings) await city.tell('crm.call.record', happening);
  const { contact } = await city.prisma.call.findUniqueOrThrow({
    where: { callKey: 'call-1' },
    include: { contact: true },
  });
  return contact?.id ?? '';
}

const ended = call('ended', { occurredAt: '2026-11-23T09:03:00.000Z' });

async function suggestion(city: World, contactId: string): Promise<Answer> {
  const { wrapUpSuggestion } = await city.ask(
    agent,
    `{ wrapUpSuggestion(contactId: "${contactId}") { topic { name } result { key } department { key } fromKnowledge transferKind complete } }`,
  );
  return wrapUpSuggestion;
}

test('at the end of a call its contact is registered with one key press, from what was looked up and what the telephone knows (R032, M2)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const contactId = await called(city);
  await mutate(city, 'noteConsultation', { contactId, search: 'paspoort' });
  await mutate(city, 'noteConsultation', { contactId, productNumber: 'P-1' });
  await city.tell('crm.call.record', ended);
  const { currentCall } = await city.ask(agent, '{ currentCall { state draft { id } } }');
  t.deepEqual(currentCall, { state: 'ENDED', draft: { id: contactId } }, 'the strip comes up by itself');
  t.like(await suggestion(city, contactId), {
    topic: { name: 'Reispaspoort' },
    result: { key: 'zelf' },
    department: { key: 'burgerzaken' },
    fromKnowledge: 'YES',
    complete: true,
  });
  const registered = await mutate(
    city,
    'acceptWrapUp',
    { contactId },
    `... on Contact { state spokenReference questions { text outcome product { name } }
      wrapUp { result { key } department { key } fromKnowledge } }`,
  );
  t.like(registered, {
    state: 'REGISTERED',
    wrapUp: { result: { key: 'zelf' }, department: { key: 'burgerzaken' } },
  });
  t.like(registered.questions[0], {
    text: 'Reispaspoort',
    outcome: 'ANSWERED',
    product: { name: 'Reispaspoort' },
  });
  t.regex(registered.spokenReference, /, /);
});

test('a call that was passed on is suggested as such, and nothing is suggested of a call of which nothing is known (M2)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const transfer = { kind: 'warm', fromDevice: '1001', toDevice: '1002' };
  const contactId = await called(
    city,
    call('transferred', { transfer, occurredAt: '2026-11-23T09:01:00.000Z' }),
  );
  t.like(await suggestion(city, contactId), {
    topic: null,
    result: { key: 'doorverbonden' },
    transferKind: 'WARM',
    complete: false,
  });
  t.is((await mutate(city, 'acceptWrapUp', { contactId })).__typename, 'Conflict');
  await mutate(city, 'noteConsultation', { contactId, productNumber: 'P-1' });
  const done = await mutate(
    city,
    'acceptWrapUp',
    { contactId },
    '... on Contact { questions { outcome handlerGroup { key } } }',
  );
  t.deepEqual(done.questions, [{ outcome: 'TRANSFERRED', handlerGroup: { key: 'burgerzaken' } }]);
});

test('a draft that nobody touched is kept and counted as such, also once an agent completed it (M2, R030)', async (t) => {
  const city = await world(t);
  const contactId = await called(city, ended);
  city.clock.now = new Date('2026-11-23T09:10:00Z');
  await sweep(city);
  const look = async () =>
    (await city.ask(agent, `{ contact(id: "${contactId}") { state autoKeptAt } }`)).contact;
  t.deepEqual(await look(), { state: 'AUTO', autoKeptAt: '2026-11-23T09:10:00.000Z' });
  await register(city, contactId, [{ text: 'Open?', outcome: 'ANSWERED', answer: 'Ja.' }]);
  t.deepEqual(await look(), { state: 'REGISTERED', autoKeptAt: '2026-11-23T09:10:00.000Z' });
  await t.throwsAsync(city.sql('update contact set auto_kept_at = null where id = $1', [contactId]), {
    message: /stays known as such/,
  });
});

test('every field of the ombudsman’s form is one click, and a click leaves the others as they are (R039)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const clicks = {
    questionClear: true,
    backOfficeReached: false,
    askedToCallLater: false,
    mailedForCaller: true,
    reportMade: true,
    afterConsultation: true,
    wasInKnowledge: true,
    knowledgeSkipped: false,
    phoneBookUsed: true,
    knowledgeUnclear: true,
    siteUnclear: true,
    complaintRecognised: true,
    askedOnEnough: true,
    fromKnowledge: 'NOT_APPLICABLE',
    transferKind: 'UNKNOWN',
  };
  for (const [field, value] of Object.entries(clicks))
    await mutate(city, 'saveWrapUp', { contactId, [field]: value });
  for (const named of [{ department: 'burgerzaken' }, { result: 'nagevraagd' }])
    await mutate(city, 'saveWrapUp', { contactId, ...named });
  const question = `{ contact(id: "${contactId}") { wrapUp { ${Object.keys(clicks).join(' ')} department { key } result { meaning } } } }`;
  t.deepEqual((await city.ask(agent, question)).contact.wrapUp, {
    ...clicks,
    department: { key: 'burgerzaken' },
    result: { meaning: 'SUPERVISOR' },
  });
  t.is((await mutate(city, 'saveWrapUp', { contactId, department: 'nergens' })).field, 'department');
  t.is((await mutate(city, 'saveWrapUp', { contactId, result: 'niets' })).field, 'result');
  const { errors } = await city.answer(
    expert,
    'mutation ($input: SaveWrapUpInput!) { saveWrapUp(input: $input) { __typename } }',
    {
      variables: { input: { idempotencyKey: randomUUID(), contactId } },
    },
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

test('the codes of a result are configuration, which only who runs the installation changes (R040)', async (t) => {
  const city = await world(t);
  const code = { key: 'chatbot', name: 'Door de assistent', meaning: 'SELF', position: 9, active: true };
  await mutate(city, 'keepResultCode', code, '... on ResultCode { name }', admin);
  const contactId = await draft(city);
  t.is((await mutate(city, 'saveWrapUp', { contactId, result: 'chatbot' })).__typename, 'Contact');
  await mutate(city, 'keepResultCode', { ...code, active: false }, '', admin);
  t.is((await mutate(city, 'saveWrapUp', { contactId, result: 'chatbot' })).field, 'result');
  const { contact } = await city.ask(agent, `{ contact(id: "${contactId}") { wrapUp { result { name } } } }`);
  t.is(contact.wrapUp.result.name, 'Door de assistent', 'what was said with it stays');
  t.is((await mutate(city, 'keepResultCode', { ...code, key: 'Nee!' }, '', admin)).field, 'key');
  t.is(await city.prisma.auditEntry.count({ where: { act: 'result-code.keep' } }), 2);
});

test('a customer is sent on by the full name of an organisation that was checked to be responsible, and was told so (R055)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const referred = (referral: object | null) =>
    register(city, contactId, [{ text: 'De straatlamp is stuk.', outcome: 'REFERRED', referral }]);
  const fluvius = { outsideBody: 'fluvius', responsibilityChecked: true, handOver: 'TOLD' };
  t.is((await referred(null)).field, 'questions.0.referral');
  t.is(
    (await referred({ ...fluvius, responsibilityChecked: false })).field,
    'questions.0.referral.responsibilityChecked',
  );
  t.is((await referred({ ...fluvius, outsideBody: 'nergens' })).field, 'questions.0.referral.outsideBody');
  t.is((await referred(fluvius)).state, 'REGISTERED');
  const { contact } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { questions { referral { handOver outsideBody { name responsibleFor } } } } }`,
  );
  t.deepEqual(contact.questions[0].referral, {
    handOver: 'TOLD',
    outsideBody: { name: 'Fluvius', responsibleFor: 'Gas, elektriciteit en openbare straatverlichting.' },
  });
  const short = { key: 'vdab', name: 'VDAB' };
  t.is((await mutate(city, 'recordOutsideBody', short, '', admin)).field, 'name');
});

test('a question is written down for a caller, or he writes himself with the reference (R056)', async (t) => {
  const city = await world(t);
  const registered = await register(city, await draft(city), [
    {
      text: 'Graag een nieuwe vuilnisbak in de Bondgenotenlaan.',
      outcome: 'MAILED',
      handlerGroup: 'afval-en-milieu',
    },
    { text: 'Ik stuur zelf foto’s van het pleintje.', outcome: 'ASKED_TO_MAIL' },
  ]);
  const [mailed, himself] = registered.questions;
  t.is(himself.case, null);
  const { case: file } = await city.ask(
    agent,
    `{ case(id: "${mailed.case.id}") { handlerGroup { key } history { reason } } }`,
  );
  t.like(file, {
    handlerGroup: { key: 'afval-en-milieu' },
    history: [{ reason: 'Opgeschreven voor de klant.' }],
  });
});
