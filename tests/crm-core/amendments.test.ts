import { randomUUID } from 'node:crypto';
import test from 'ava';
import { resumeAmendments } from '../../crm-core/amendments/resume-amendments.ts';
import { backEnds } from './back-ends.ts';
import { amending, amendment, booked, collected, mattresses, written } from './booking-scenes.ts';
import { known, openedCase } from './scenes.ts';
import { later } from './transfer-scenes.ts';
import { agent, expert, world } from './world.ts';

const friday = '2026-12-04T08:00:00Z';

test('"2 mattresses become 3, a wardrobe comes with it, Tuesday becomes Friday": only that changes, and only that is told (R146, M9)', async (t) => {
  const { ask, collections } = backEnds();
  const city = await world(t, { ask });
  const booking = await collected(city, { note: 'Staat in de gang.' });
  const changes = {
    startsAt: friday,
    items: [
      { key: 'mattress', name: 'matras', count: 3 },
      { key: 'wardrobe', name: 'kast' },
    ],
  };
  const { previewAmendment } = await city.ask(
    agent,
    `query ($input: PreviewAmendmentInput!) { previewAmendment(input: $input) {
      __typename ... on AmendmentPreview { way message difference { text } }
    } }`,
    { variables: { input: { bookingId: booking.id, changes } } },
  );
  const lines = ['moment: dinsdag 1 december wordt vrijdag 4 december', 'matras: 2 wordt 3', 'kast: 1 erbij'];
  t.deepEqual(
    previewAmendment.difference.map(({ text }: { text: string }) => text),
    lines,
  );
  t.is(previewAmendment.way, 'CHANGE');
  t.like(collections.of(booking.reference.replaceAll('-', ''))[0]?.terms, { items: mattresses });
  const done = await amending(city, 'amend', { bookingId: booking.id, changes });
  t.like(done, { state: 'DONE', told: previewAmendment.message });
  t.is(done.booking.reference, booking.reference);
  const held = collections.of(booking.reference.replaceAll('-', ''));
  t.is(held.length, 1);
  t.like(held[0]?.terms, {
    startsAt: '2026-12-04T08:00:00.000Z',
    address: 'Tiensestraat 112, 3000 Leuven',
    note: 'Staat in de gang.',
  });
  const [, told] = written(city);
  t.is(told?.recipient, 'marie@voorbeeld.example');
  t.is(
    told?.body,
    [
      'Beste',
      '',
      `Dit is gewijzigd aan uw ophaling van grofvuil met referentie ${booking.reference}:`,
      ...lines.map((line) => `- ${line}`),
      '',
      'Al het andere blijft zoals het was, ook uw referentie.',
      '',
      'Met vriendelijke groeten',
      'Stad Leuven',
    ].join('\n'),
  );
  t.is((await amending(city, 'amend', { bookingId: booking.id, changes })).__typename, 'Conflict');
});

test('an agent makes, moves and cancels an appointment with her own rights: no second one, no mail to have the old one taken out (R141)', async (t) => {
  const { ask, appointments } = backEnds();
  const city = await world(t, { ask });
  const booking = await booked(city);
  const reference = booking.reference.replaceAll('-', '');
  t.like(booking, { state: 'BOOKED', externalId: 'B-1' });
  const key = { idempotencyKey: randomUUID() };
  for (let twice = 0; twice < 2; twice += 1) {
    const moved = await amending(city, 'amend', {
      bookingId: booking.id,
      changes: { startsAt: friday },
      ...key,
    });
    t.like(moved, { state: 'DONE' });
    t.deepEqual(moved.booking, {
      ...booking,
      externalId: 'B-2',
      startsAt: '2026-12-04T08:00:00.000Z',
      endsAt: '2026-12-04T08:30:00.000Z',
    });
  }
  t.deepEqual(
    appointments.of(reference).map(({ externalId }) => externalId),
    ['B-2'],
  );
  t.is((await amending(city, 'cancelBooking', { bookingId: booking.id })).booking.state, 'CANCELLED');
  t.deepEqual(appointments.of(reference), []);
  t.deepEqual(
    written(city).map(({ subject }) => subject),
    [
      `Uw afspraak ligt vast (${booking.reference})`,
      `Uw afspraak is gewijzigd (${booking.reference})`,
      `Uw afspraak is geannuleerd (${booking.reference})`,
    ],
  );
  t.is((await amending(city, 'cancelBooking', { bookingId: booking.id })).__typename, 'Conflict');
  const elsewhere = { ...expert, groups: ['sport'] };
  const { errors } = await city.answer(
    elsewhere,
    `mutation { cancelBooking(input: { idempotencyKey: "key-12345", bookingId: "${booking.id}" }) { __typename } }`,
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

test('where the old appointment cannot be cancelled, the new one is taken back and nobody is told a thing (M9)', async (t) => {
  const { ask, appointments } = backEnds();
  const city = await world(t, { ask });
  const booking = await booked(city);
  appointments.faults = ['none', 'none', 'refuse'];
  const refused = await amending(city, 'amend', { bookingId: booking.id, changes: { startsAt: friday } });
  t.like(refused, {
    state: 'REFUSED',
    told: null,
    reason:
      'De oude afspraak kon niet worden geannuleerd. De nieuwe is weer ingetrokken: er is niets veranderd.',
  });
  t.deepEqual(refused.booking, booking);
  t.deepEqual(
    appointments.of(booking.reference.replaceAll('-', '')).map(({ externalId }) => externalId),
    ['B-1'],
  );
  t.is(written(city).length, 1);
});

test('where that cannot be taken back either, a person is told by a case at the contact centre, and the customer nothing (M9)', async (t) => {
  const { ask, appointments } = backEnds();
  const city = await world(t, { ask });
  const booking = await booked(city);
  appointments.faults = ['none', 'none', 'refuse', 'refuse'];
  const stuck = await amending(city, 'amend', { bookingId: booking.id, changes: { startsAt: friday } });
  t.like(stuck, { state: 'STUCK', told: null, followUp: { handlerGroup: { key: 'kcc' } } });
  const file = await city.prisma.case.findUniqueOrThrow({ where: { id: stuck.followUp.id } });
  t.true(file.description.includes('B-1, B-2'));
  t.is(written(city).length, 1);
});

test('a back end whose answer is lost is asked what it did before anything is repeated; meanwhile the thing cannot be changed again (M9)', async (t) => {
  const { ask, appointments } = backEnds();
  const city = await world(t, { ask });
  const booking = await booked(city);
  appointments.asked.length = 0;
  appointments.faults = ['none', 'lose'];
  const changes = { startsAt: friday };
  const open = await amending(city, 'amend', { bookingId: booking.id, changes });
  t.like(open, { state: 'OPEN', told: null });
  t.like(open.booking, { externalId: 'B-1', startsAt: '2026-12-01T09:00:00.000Z' });
  t.is((await amending(city, 'amend', { bookingId: booking.id, changes })).__typename, 'Conflict');
  t.is(await resumeAmendments(city), 0);
  const stop = new AbortController();
  const watched = await city.watch(agent, 'subscription ($id: ID!) { amendmentChanged(id: $id) { state } }', {
    variables: { id: open.id },
    signal: stop.signal,
  });
  const settled = watched[Symbol.asyncIterator]();
  t.is((await settled.next()).value?.data?.amendmentChanged.state, 'OPEN');
  const next = settled.next();
  later(city, 1);
  await Promise.all([resumeAmendments(city), resumeAmendments(city)]);
  t.is((await next).value?.data?.amendmentChanged.state, 'DONE');
  stop.abort();
  t.deepEqual(appointments.asked, ['capabilities', 'book', 'capabilities', 'find', 'cancel']);
  t.like((await amendment(city, open.id)).booking, { externalId: 'B-2', reference: booking.reference });
  t.is(written(city).length, 2);
});

test('a report is changed where it changed, under its own reference, and its customer reads only that (R147, M9)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { emails: ['marie@voorbeeld.example'] });
  const caseId = await openedCase(city, customerId);
  const description = 'Mijn paspoort is op 1 december klaar, zei u.';
  const elsewhere = { ...expert, groups: ['sport'] };
  const { errors } = await city.answer(
    elsewhere,
    `mutation { amend(input: { idempotencyKey: "key-12345", caseId: "${caseId}", changes: { title: "x" } }) { __typename } }`,
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.like(await amending(city, 'amend', { caseId, changes: { startsAt: friday } }), {
    field: 'changes.startsAt',
  });
  t.like(await amending(city, 'amend', { caseId, changes: { title: ' ' } }), { field: 'changes.title' });
  const done = await amending(city, 'amend', { caseId, changes: { description } }, expert);
  t.deepEqual(
    done.difference.map(({ field, after }: { field: string; after: string }) => [field, after]),
    [['description', description]],
  );
  const { case: file } = await city.ask(
    agent,
    `{ case(id: "${caseId}") { title description amendments { authorName } } }`,
  );
  t.deepEqual(file, {
    title: 'Wanneer is mijn paspoort klaar?',
    description,
    amendments: [{ authorName: expert.name }],
  });
  t.true(
    written(city)[0]?.body.includes(`omschrijving: Wanneer is mijn paspoort klaar? wordt ${description}`),
  );
});
