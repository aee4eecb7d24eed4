import test from 'ava';
import { act, filed, parking, seen, statesTold } from './case-scenes.ts';
import { known, nationalNumber } from './scenes.ts';
import { agent, citizen, world } from './world.ts';

test('an agent sees with the customer what runs in back offices and digital counters: his extract was posted (R045, R046)', async (t) => {
  const city = await world(t);
  const transaction = {
    system: 'digitaal-loket-burgerzaken',
    transactionId: 'U-5',
    kind: 'digital-counter',
    title: 'Uittreksel uit het bevolkingsregister',
    productNumber: null,
    caseReference: null,
    party: { kind: 'person', identifier: nationalNumber(1) },
    state: 'sent',
    explanation: 'Met de post verzonden op 23 november 2026.',
    changedAt: '2026-11-23T08:00:00Z',
    url: null,
  };
  await city.tell('crm.transaction.record', transaction);
  const company = { kind: 'enterprise', identifier: '0199.999.944' };
  await city.tell('crm.transaction.record', {
    ...transaction,
    ...{
      system: 'belastingen',
      kind: 'back-office',
      transactionId: 'B-1',
      party: company,
      state: 'in-progress',
    },
  });
  const stored = await city.sql('select office_transaction::text as row from office_transaction');
  t.false(JSON.stringify(stored).includes(nationalNumber(1)), 'whose it is, is kept as a keyed hash');
  const marie = await known(city, { nationalNumber: nationalNumber(1) });
  const bakery = await known(city, {
    ...{ kind: 'company', givenName: null, familyName: null },
    ...{ organisationName: 'De Gouden Aar', enterpriseNumber: '0199999944' },
  });
  const running = async (identity: typeof agent, id: string) =>
    (await city.ask(identity, `{ customer(id: "${id}") { transactions { kind stateName explanation } } }`))
      .customer?.transactions;
  const posted = {
    kind: 'DIGITAL_COUNTER',
    stateName: 'Verzonden',
    explanation: 'Met de post verzonden op 23 november 2026.',
  };
  t.deepEqual(await running(agent, marie), [posted]);
  t.deepEqual(
    (await running(agent, bakery)).map(({ kind }: { kind: string }) => kind),
    ['BACK_OFFICE'],
  );
  t.deepEqual(await running(citizen(nationalNumber(1)), marie), [posted]);
  t.is(await running(citizen(nationalNumber(2)), marie), undefined);
  t.true((await city.prisma.auditEntry.count({ where: { act: 'customer.read', subjectId: marie } })) > 0);
  await t.throwsAsync(
    city.tell('crm.transaction.record', { ...transaction, party: null, transactionId: 'X' }),
    {
      message: /of nobody/,
    },
  );
});

test('a back office or a partner writes back if, when and how it handled a case, and contact centre and customer both see it (R093, R095)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const { id, reference } = await filed(city, { customerId });
  const back = (changes: object) =>
    city.tell('crm.case-handling.record', {
      reference,
      system: 'fluvius',
      by: 'Ploeg Leuven',
      handled: false,
      handledAt: '2026-11-24T09:00:00Z',
      how: 'De kabel moet eerst vervangen worden.',
      ...changes,
    });
  await back({});
  t.regex(statesTold(city).at(-1).explanation, /Nog niet behandeld: De kabel moet eerst vervangen worden/);
  await act(city, agent, 'askPart', {
    caseId: id,
    handlerGroup: parking.groups[0],
    question: 'Is de weg vrij?',
  });
  await back({ handled: true, handledAt: '2026-11-26T09:00:00Z', how: 'De kabel is vervangen.' });
  t.is((await seen(city, agent, id, 'state')).state, 'IN_PROGRESS', 'another group owes its part');
  const [part] = (await seen(city, agent, id, 'parts { id }')).parts;
  await act(city, parking, 'answerPart', { partId: part.id, position: 'Ja.' });
  await back({ handled: true, handledAt: '2026-11-27T09:00:00Z', how: 'De lamp brandt.' });
  await back({ handled: false, handledAt: '2026-11-25T09:00:00Z', how: 'Wij zijn bezig.' });
  for (const identity of [agent, citizen(nationalNumber(1))]) {
    const file = await seen(city, identity, id, 'state answer handlings { system by handled handledAt how }');
    t.is(file.state, 'ANSWERED');
    t.is(file.answer, 'Behandeld op 27 november 2026: De lamp brandt.');
    t.deepEqual(
      file.handlings.map(({ handled, how }: { handled: boolean; how: string }) => [handled, how]),
      [
        [false, 'De kabel moet eerst vervangen worden.'],
        [false, 'Wij zijn bezig.'],
        [true, 'De kabel is vervangen.'],
        [true, 'De lamp brandt.'],
      ],
    );
    t.is(file.handlings[0].by, identity === agent ? 'Ploeg Leuven' : null);
  }
  await t.throwsAsync(back({ reference: '22-22-22-22-22' }));
});
