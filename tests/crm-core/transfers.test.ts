import test from 'ava';
import { expireOffers } from '../../crm-core/transfers/expire-offers.ts';
import { outgoingCall, promise } from './promise-scenes.ts';
import { call, draft, known, link, nationalNumber, product } from './scenes.ts';
import {
  advice,
  answered,
  backOffice,
  coordinator,
  later,
  lies,
  offer,
  tap,
  transferring,
} from './transfer-scenes.ts';
import { type Answer, agent, citizen, expert, world } from './world.ts';

test('name, reference, question, what was said and what was read reach the receiver before he speaks, and the agent sees his tap (R062, M7)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  await city.tell('crm.product.record', product());
  const contactId = await answered(city);
  await link(city, contactId, await known(city));
  const stop = new AbortController();
  const asked = { signal: stop.signal };
  const cards = (
    await city.watch(
      expert,
      `subscription { transferOffered { id state customerName reference question said articles { name }
        offeredByName expiresAt } }`,
      asked,
    )
  )[Symbol.asyncIterator]();
  const card = cards.next();
  const offered = await offer(city, contactId, { said: 'Het ligt klaar vanaf vrijdag.', articles: ['P-1'] });
  t.like(offered, { __typename: 'Transfer', state: 'OFFERED', kind: 'WARM', nudge: null });
  const { reference } = await city.prisma.contact.findUniqueOrThrow({ where: { id: contactId } });
  t.deepEqual((await card).value?.data?.transferOffered, {
    id: offered.id,
    state: 'OFFERED',
    customerName: 'Marie Claes',
    reference: reference.match(/../g)?.join('-'),
    question: 'Wanneer is mijn paspoort klaar?',
    said: 'Het ligt klaar vanaf vrijdag.',
    articles: [{ name: 'Reispaspoort' }],
    offeredByName: 'Els Peeters',
    expiresAt: '2026-11-23T09:00:30.000Z',
  });
  const waiting = (
    await city.watch(agent, 'subscription ($id: ID!) { transferChanged(id: $id) { state answeredByName } }', {
      ...asked,
      variables: { id: offered.id },
    })
  )[Symbol.asyncIterator]();
  t.is((await waiting.next()).value?.data?.transferChanged.state, 'OFFERED');
  const changed = waiting.next();
  const gone = cards.next();
  t.like(await tap(city, offered.id, 'TAKE'), { state: 'TAKEN', kind: 'WARM' });
  t.deepEqual((await changed).value?.data?.transferChanged, { state: 'TAKEN', answeredByName: 'Joris Maes' });
  t.is((await gone).value?.data?.transferOffered.state, 'TAKEN');
  stop.abort();
  const seen = await city.prisma.auditEntry.findMany({ where: { act: 'customer.read' } });
  t.true(seen.some(({ actorSubject }) => actorSubject === expert.subject));
});

test('the first tap on a card counts, and only of those to whom it was offered (M7)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  const { id } = await offer(city, await answered(city), { receiver: lies.subject });
  const elsewhere = { ...expert, subject: 'expert-tom', groups: ['sport'] };
  for (const identity of [elsewhere, citizen(nationalNumber(1))]) {
    const { errors } = await city.answer(
      identity,
      `mutation { answerTransfer(input: { idempotencyKey: "key-12345", transferId: "${id}", answer: TAKE }) {
        __typename } }`,
    );
    t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  }
  const question = '{ myTransferOffers { id } }';
  t.deepEqual(await city.ask(elsewhere, question), { myTransferOffers: [] });
  t.deepEqual(await city.ask(lies, question), { myTransferOffers: [{ id }] });
  const taps = await Promise.all([tap(city, id, 'TAKE', {}, lies), tap(city, id, 'TAKE')]);
  const [taken] = taps.filter(({ state }: Answer) => state === 'TAKEN');
  t.deepEqual(
    taps.find(({ state }: Answer) => state !== 'TAKEN'),
    { __typename: 'Conflict', message: `${taken?.answeredByName} heeft deze oproep al beantwoord.` },
  );
});

test('one contact waits for one card at a time, and a card that is taken back waits for nobody (M7)', async (t) => {
  const city = await world(t);
  const contactId = await answered(city);
  const { id } = await offer(city, contactId);
  t.is((await offer(city, contactId)).__typename, 'Conflict');
  t.is((await transferring(city, agent, 'withdrawTransfer', { transferId: id })).state, 'WITHDRAWN');
  t.is((await tap(city, id, 'TAKE')).__typename, 'Conflict');
  t.is((await offer(city, contactId)).__typename, 'Transfer');
});

test('a receiver who calls back later says before when, in working time, and owes it by a promise that his call to that number proves (R068, R071, M1, M7)', async (t) => {
  const city = await world(t);
  const customerId = await known(city);
  const contactId = await answered(city);
  await link(city, contactId, customerId);
  const { id } = await offer(city, contactId, { said: 'Het ligt klaar vanaf vrijdag.' });
  for (const callBackAt of [null, '2026-11-23T08:00:00Z', '2026-11-28T10:00:00Z', '2026-11-24T06:00:00Z'])
    t.like(await tap(city, id, 'CALL_BACK', { callBackAt }), { field: 'callBackAt' });
  const settled = await tap(city, id, 'CALL_BACK', { callBackAt: '2026-11-24T10:00:00Z' });
  t.like(settled, { state: 'CALL_BACK', callBackAt: '2026-11-24T10:00:00.000Z' });
  t.like(settled.callBackPromise, {
    kind: 'CALLBACK',
    state: 'OPEN',
    about: 'Wanneer is mijn paspoort klaar?\nHet ligt klaar vanaf vrijdag.',
    words:
      'U wordt uiterlijk dinsdag 24 november om 11 uur teruggebeld door Burgerzaken, op het nummer 0470 12 34 56.',
    phone: '+32470123456',
    dueAt: '2026-11-24T10:00:00.000Z',
    assigneeName: 'Joris Maes',
    handlerGroup: { key: 'burgerzaken' },
    customer: { id: customerId },
    contact: { id: contactId },
  });
  t.is(await city.prisma.case.count(), 0);

  later(city, 60);
  const callTo = (number: string) => outgoingCall(city, { number });
  await callTo('+32470999999');
  const state = async () => (await promise(city, settled.callBackPromise.id)).state;
  t.is(await state(), 'OPEN');
  await callTo('+32470123456');
  t.is(await state(), 'KEPT');
});

test('a caller whose number nobody knows is called back where he wants to be reached for this question, or at the number that is given (M7)', async (t) => {
  const city = await world(t);
  const hidden = { number: null, presentation: 'restricted' };
  const contactId = await answered(city, hidden);
  const callBackAt = '2026-11-24T10:00:00Z';
  const { id } = await offer(city, contactId);
  t.like(await tap(city, id, 'CALL_BACK', { callBackAt }), { field: 'telephone' });
  t.like(await tap(city, id, 'CALL_BACK', { callBackAt, telephone: '12' }), { field: 'telephone' });
  await city.ask(
    agent,
    'mutation ($input: ReachForContactInput!) { reachForContact(input: $input) { __typename } }',
    { variables: { input: { idempotencyKey: 'reach-1234', contactId, telephone: '016 27 20 00' } } },
  );
  const settled = await tap(city, id, 'CALL_BACK', { callBackAt });
  t.is(settled.callBackPromise.phone, '+3216272000');
  const again = await offer(city, contactId);
  const other = await tap(city, again.id, 'CALL_BACK', { callBackAt, telephone: '0470 99 99 99' });
  t.is(other.callBackPromise.phone, '+32470999999');
});

test('"not mine" says why and whose it is: another active group than the own one (M7)', async (t) => {
  const city = await world(t);
  const { id } = await offer(city, await answered(city));
  t.like(await tap(city, id, 'NOT_MINE', { reason: ' ' }), { field: 'reason' });
  for (const belongsTo of ['nergens', 'burgerzaken'])
    t.like(await tap(city, id, 'NOT_MINE', { reason: 'Voor sport.', belongsTo }), { field: 'belongsTo' });
  t.like(await tap(city, id, 'NOT_MINE', { reason: 'Voor sport.', belongsTo: 'sport' }), {
    state: 'NOT_MINE',
    reason: 'Voor sport.',
    belongsTo: { key: 'sport' },
  });
});

test('a card that nobody taps in time is kept as not reached, also by two nodes at once, and a late tap is told so (R065)', async (t) => {
  const city = await world(t);
  const { id } = await offer(city, await answered(city));
  later(city, 1);
  const seen = await city.ask(agent, `{ transfer(id: "${id}") { state } myTransferOffers { id } }`);
  t.deepEqual(seen, { transfer: { state: 'NOT_REACHED' }, myTransferOffers: [] });
  const counts = await Promise.all([expireOffers(city), expireOffers(city)]);
  t.is(counts[0] + counts[1], 1);
  t.is((await city.prisma.transfer.findUniqueOrThrow({ where: { id } })).state, 'not-reached');
  t.deepEqual(await tap(city, id, 'TAKE'), {
    __typename: 'Conflict',
    message: 'Deze oproep wacht niet meer op u: er kwam niet op tijd een antwoord.',
  });
});

test('how often a back office answers is counted from the taps in opening hours, and said as advice (R065, M7)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  for (let count = 0; count < 9; count += 1) {
    const { id } = await offer(city, contactId);
    if (count < 2) await tap(city, id, 'TAKE');
    later(city, 1);
    await expireOffers(city);
  }
  const question = `{ handlerGroup(key: "burgerzaken") { reachability {
    today { offered answered } last30Days { offered answered } latest { offered answered } } } }`;
  const counted = { offered: 9, answered: 2 };
  t.deepEqual((await city.ask(agent, question)).handlerGroup.reachability, {
    today: counted,
    last30Days: counted,
    latest: counted,
  });
  t.like(await advice(city, await draft(city)), {
    recommended: 'CALL_BACK',
    text: 'Burgerzaken nam 2 van de laatste 9 oproepen aan; maak een terugbelafspraak.',
  });
  city.clock.now = new Date('2026-11-23T19:00:00Z');
  await offer(city, await draft(city));
  city.clock.now = new Date('2026-11-24T09:00:00Z');
  await expireOffers(city);
  t.deepEqual((await city.ask(agent, question)).handlerGroup.reachability, {
    today: { offered: 0, answered: 0 },
    last30Days: counted,
    latest: counted,
  });
  const { errors } = await city.answer(citizen(nationalNumber(1)), question);
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

test('the next person is who is there, is not on the telephone, and answers most often today (M7)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  const contactId = await draft(city);
  await offer(city, contactId, { receiver: expert.subject });
  later(city, 1);
  await expireOffers(city);
  const { id } = await offer(city, contactId, { receiver: lies.subject });
  await tap(city, id, 'TAKE', {}, lies);
  const fresh = await draft(city);
  t.like(await advice(city, fresh), {
    recommended: 'WARM',
    text: 'Bied de oproep aan Lies Maes aan: nam vandaag 1 van 1 oproepen aan.',
  });
  await city.tell(
    'crm.call.record',
    call('answered', { callKey: 'call-busy', device: '2002', direction: 'internal', number: null }),
  );
  t.is((await advice(city, fresh)).nextPerson.name, 'Joris Maes');
  await city.prisma.absence.create({
    data: { subject: expert.subject, startsAt: new Date('2026-11-23T00:00:00Z') },
  });
  t.like(await advice(city, fresh), { recommended: 'CALL_BACK', nextPerson: null });
  await city.prisma.absence.create({
    data: { subject: lies.subject, startsAt: new Date('2026-11-23T00:00:00Z') },
  });
  t.is(
    (await advice(city, fresh)).text,
    'Bij Burgerzaken is nu niemand aanwezig; maak een terugbelafspraak.',
  );
  t.is((await city.answer(coordinator, '{ myTransferOffers { id } }')).errors, undefined);
});
