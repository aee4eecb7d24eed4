import { randomUUID } from 'node:crypto';
import test from 'ava';
import { act, away, callback, mails, outgoingCall, promise, promises, staff } from './promise-scenes.ts';
import { call, draft, known, link, nationalNumber, product } from './scenes.ts';
import { agent, citizen, expert, world } from './world.ts';

test('a callback is made, assigned, watched and proven by an answered call to that number, and by nothing less (R068, M1)', async (t) => {
  const city = await world(t);
  await staff(city);
  const made = await callback(city);
  t.like(made, {
    kind: 'CALLBACK',
    state: 'OPEN',
    handlerGroup: { key: 'burgerzaken' },
    phone: '+32470123456',
  });
  t.deepEqual(
    (await promises(city, expert, { whose: 'MY_GROUPS' })).map(({ id }) => id),
    [made.id],
  );
  t.is((await act(city, expert, 'takePromise', { promiseId: made.id })).assigneeName, 'Joris Maes');

  const claimed = await act(city, expert, 'recordCallback', { promiseId: made.id, outcome: 'REACHED' });
  t.is(claimed.__typename, 'Conflict');
  await outgoingCall(city, { number: '+32470999999' });
  await outgoingCall(city, { answered: false });
  await city.tell(
    'crm.call.record',
    call('answered', { callKey: 'in', occurredAt: '2026-11-23T09:05:00.000Z' }),
  );
  t.like(await promise(city, made.id), { state: 'OPEN', proof: null, tries: [{ byCall: true }] });

  city.clock.now = new Date('2026-11-23T10:00:00Z');
  await outgoingCall(city);
  t.like(await promise(city, made.id), {
    state: 'KEPT',
    proof: { kind: 'CALL', at: '2026-11-23T10:00:10.000Z' },
  });
  const again = await act(city, expert, 'recordCallback', { promiseId: made.id, outcome: 'NOT_REACHED' });
  t.is(again.__typename, 'Conflict');
});

test('the agent who made a callback sees what became of it, and how many of them were done is counted (R068)', async (t) => {
  const city = await world(t);
  await staff(city);
  const [one, two] = [await callback(city), await callback(city, { telephone: '016 27 20 00' })];
  await callback(city, { telephone: '0470 99 88 77', handlerGroup: 'sport' });
  await outgoingCall(city);
  city.clock.now = new Date('2026-11-25T09:00:00Z');
  await outgoingCall(city, { number: '+3216272000', device: '2002' });
  const mine = await promises(city, agent, { whose: 'MADE_BY_ME', states: ['OPEN', 'KEPT', 'KEPT_LATE'] });
  t.deepEqual(new Map(mine.map(({ id, state }) => [id, state])).get(one.id), 'KEPT');
  t.deepEqual(new Map(mine.map(({ id, state }) => [id, state])).get(two.id), 'KEPT_LATE');
  const { promisesKept } = await city.ask(
    agent,
    `{ promisesKept(period: { from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z", kind: CALLBACK }) {
      handlerGroup { key } due kept keptLate openLate keptPercent donePercent } }`,
  );
  t.deepEqual(promisesKept, [
    {
      handlerGroup: { key: 'burgerzaken' },
      due: 2,
      kept: 1,
      keptLate: 1,
      openLate: 0,
      keptPercent: 50,
      donePercent: 100,
    },
    {
      handlerGroup: { key: 'sport' },
      due: 1,
      kept: 0,
      keptLate: 0,
      openLate: 1,
      keptPercent: 0,
      donePercent: 0,
    },
  ]);
});

test('a callback for somebody who is away goes to who takes his place, else to his group (R069)', async (t) => {
  const city = await world(t);
  await staff(city);
  t.is((await callback(city, { person: 'expert-joris' })).assigneeName, 'Joris Maes');
  await away(city, 'expert-joris', 'expert-lien');
  t.is(
    (await callback(city, { person: 'expert-joris', telephone: '016 27 20 00' })).assigneeName,
    'Lien Cools',
  );
  await away(city, 'expert-lien');
  const group = await callback(city, { person: 'expert-lien', telephone: '016 27 20 01' });
  t.like(group, { assigneeName: null, handlerGroup: { key: 'burgerzaken' } });
  t.deepEqual((await promises(city, { ...expert, subject: 'lead-rik' }, { whose: 'MY_GROUPS' })).length, 3);
});

test('who was promised a call by the same person twice gets a colleague the third time (R069)', async (t) => {
  const city = await world(t);
  await staff(city);
  const asked = async () => (await callback(city, { person: 'expert-joris' })).assigneeName;
  t.deepEqual([await asked(), await asked()], ['Joris Maes', 'Joris Maes']);
  t.true(['Lien Cools', 'Rik Baert'].includes(await asked()));
});

test('an agent makes no callback before he looked himself, or says why he could not (R070)', async (t) => {
  const city = await world(t);
  const dumped = await callback(city, { consulted: [] });
  t.like(dumped, { __typename: 'InvalidInput', field: 'effort' });
  t.like(await callback(city, { consulted: [''] }), { __typename: 'InvalidInput', field: 'consulted.0' });
  const reasoned = await callback(city, {
    consulted: [],
    effort: 'Het dossier is alleen bij Burgerzaken te zien.',
  });
  t.is(reasoned.effort, 'Het dossier is alleen bij Burgerzaken te zien.');
  t.deepEqual((await callback(city)).consulted, ['Reispaspoort']);
  await t.throwsAsync(city.sql(`update promise set consulted = '{}', effort = ' '`), {
    message: /promise_own_effort/,
  });
});

test('the customer is told when he is called at the latest, in words that are ready to say, before it is promised (R071)', async (t) => {
  const city = await world(t);
  const offer = (more = '') =>
    city
      .ask(
        agent,
        `{ callbackOffer(input: { telephone: "0470123456", handlerGroup: "burgerzaken" ${more} }) {
        ... on CallbackOffer { fromAt dueAt words } ... on InvalidInput { field } } }`,
      )
      .then(({ callbackOffer }) => callbackOffer);
  t.deepEqual(await offer(), {
    fromAt: '2026-11-23T09:00:00.000Z',
    dueAt: '2026-11-24T16:00:00.000Z',
    words:
      'U wordt uiterlijk dinsdag 24 november om 17 uur teruggebeld door Burgerzaken, op het nummer 0470 12 34 56.',
  });
  city.clock.now = new Date('2026-12-24T17:30:00Z');
  t.like(await offer(), { fromAt: '2026-12-28T08:00:00.000Z', dueAt: '2026-12-28T16:00:00.000Z' });
  t.like(await offer('notBefore: "2027-01-04T12:00:00Z"'), {
    fromAt: '2027-01-04T12:00:00.000Z',
    dueAt: '2027-01-05T16:00:00.000Z',
  });
  t.deepEqual(await offer('notBefore: "morgen"'), { field: 'notBefore' });
  const made = await callback(city, { email: 'marie@voorbeeld.example' });
  t.is(made.words, (await offer()).words);
  const [receipt] = await mails(city, 'marie@voorbeeld.example');
  t.true(receipt?.body.includes(made.words));
});

test('"I will find out and you will be called back" is a promise that stands with its contact (R053, M1)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const customerId = await known(city);
  await link(city, contactId, customerId);
  const made = await callback(city, {
    contactId,
    handlerGroup: null,
    consulted: [],
    effort: 'Niets gevonden; ik zoek het uit.',
  });
  t.like(made, { handlerGroup: { key: 'kcc' }, contact: { id: contactId }, customer: { id: customerId } });
  const { contact, customer } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { promises { id words } } customer(id: "${customerId}") { promises { id } } }`,
  );
  t.deepEqual(contact.promises, [{ id: made.id, words: made.words }]);
  t.deepEqual(customer.promises, [{ id: made.id }]);
});

test('a customer asks to be called back himself, and says with one tap that he was (R068, M1)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const made = await callback(
    city,
    { handlerGroup: null, consulted: [], productNumber: 'P-1', email: 'marie@voorbeeld.example' },
    citizen(nationalNumber(1)),
  );
  t.like(made, { handlerGroup: { key: 'burgerzaken' }, customer: { id: customerId } });
  const [receipt] = await mails(city, 'marie@voorbeeld.example');
  const token = receipt?.body.match(/belofte\/([\w-]+)/)?.[1] ?? '';
  const tap = async (given: string) =>
    (
      await city.ask(
        null,
        `mutation ($input: ConfirmPromiseByLinkInput!) { confirmPromiseByLink(input: $input) {
          __typename ... on PromiseConfirmed { confirmedAt } } }`,
        { variables: { input: { idempotencyKey: randomUUID(), token: given } } },
      )
    ).confirmPromiseByLink;
  t.is((await tap('geraden')).__typename, 'NotFound');
  city.clock.now = new Date('2026-11-23T11:00:00Z');
  const confirmed = { __typename: 'PromiseConfirmed', confirmedAt: '2026-11-23T11:00:00.000Z' };
  t.deepEqual(await tap(token), confirmed);
  city.clock.now = new Date('2026-11-23T12:00:00Z');
  t.deepEqual(await tap(token), confirmed);
  t.like(await promise(city, made.id), {
    state: 'KEPT',
    proof: { kind: 'CONFIRMATION', at: '2026-11-23T11:00:00.000Z' },
  });
});

test('a customer who is not reached three times is written to, and the promise stays (R068)', async (t) => {
  const city = await world(t);
  await staff(city);
  const made = await callback(city, { email: 'marie@voorbeeld.example' });
  for (const hour of ['10', '11']) {
    city.clock.now = new Date(`2026-11-23T${hour}:00:00Z`);
    await outgoingCall(city, { answered: false });
  }
  t.is((await mails(city, 'marie@voorbeeld.example')).length, 1);
  await act(city, expert, 'recordCallback', {
    promiseId: made.id,
    outcome: 'NOT_REACHED',
    note: 'Voicemail.',
  });
  await act(city, expert, 'recordCallback', { promiseId: made.id, outcome: 'NOT_REACHED' });
  const written = await mails(city, 'marie@voorbeeld.example');
  t.deepEqual(
    written.map(({ subject }) => subject),
    ['Wat wij u beloofd hebben', 'Wij konden u niet bereiken'],
  );
  t.is((await promise(city, made.id)).state, 'OPEN');
});

test('one call to a number with several promises keeps those of the caller, not those of another group (R068)', async (t) => {
  const city = await world(t);
  await staff(city);
  const [own, other] = [await callback(city), await callback(city, { handlerGroup: 'sport' })];
  await outgoingCall(city, { device: '2002' });
  t.is((await promise(city, own.id)).state, 'KEPT');
  t.is((await promise(city, other.id)).state, 'OPEN');
});
