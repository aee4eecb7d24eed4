import test from 'ava';
import { backEnds } from './back-ends.ts';
import { amending, booked, collected, marriage, mattresses } from './booking-scenes.ts';
import { known, nationalNumber, product } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

const firstFree = `query ($input: FreeSlotsInput!) { freeSlots(input: $input) {
  __typename ... on FreeSlots { withinNorm normUntil text slots { startsAt online } handlerGroup { name } }
  ... on InvalidInput { field } ... on Conflict { message } } }`;

async function free(city: World, input: object, identity = agent): Promise<Answer> {
  return (await city.ask(identity, firstFree, { variables: { input } })).freeSlots;
}

test('an appointment is found by its reference, by the number of the back end, and by the person (R142)', async (t) => {
  const { ask } = backEnds();
  const city = await world(t, { ask });
  const insz = nationalNumber(1);
  const customerId = await known(city, { nationalNumber: insz });
  const booking = await booked(city, { customerId });
  await booked(city, { name: 'Jan Peeters', startsAt: '2026-12-02T09:00:00Z', endsAt: null });
  const found = async (text: string, identity = agent) =>
    (
      await city.ask(identity, 'query ($text: String!) { findBookings(text: $text) { id name } }', {
        variables: { text },
      })
    ).findBookings;
  const marie = [{ id: booking.id, name: 'Marie Claes' }];
  for (const text of [booking.reference, booking.reference.toLowerCase().replaceAll('-', ' '), 'B-1'])
    t.deepEqual(await found(text), marie, text);
  for (const text of ['marie', 'Claes', 'CLAES Marïe']) t.deepEqual(await found(text), marie, text);
  t.deepEqual(await found('niemand'), []);
  t.deepEqual(await found('B-1', { ...expert, groups: ['sport'] }), []);
  const ofCustomer = `{ customer(id: "${customerId}") { bookings { edges { node { id } } } } }`;
  for (const identity of [agent, citizen(insz)])
    t.deepEqual((await city.ask(identity, ofCustomer)).customer.bookings.edges, [
      { node: { id: booking.id } },
    ]);
  const own = `{ booking(id: "${booking.id}") { name amendments { authorName } } }`;
  t.deepEqual((await city.ask(citizen(insz), own)).booking, { name: 'Marie Claes', amendments: [] });
  t.is((await city.ask(citizen(nationalNumber(2)), own)).booking, null);
});

test('an agent sees the books of every department, a colleague that of her own (R140)', async (t) => {
  const { ask } = backEnds();
  const city = await world(t, { ask });
  const at = (day: number) => ({ startsAt: `2026-12-0${day}T09:00:00Z`, endsAt: null });
  const books = ['burgerzaken', 'belastingen', 'openbaar-domein', 'bouwen-en-wonen'];
  for (const [index, handlerGroup] of books.entries())
    await booked(city, { handlerGroup, name: handlerGroup, ...at(index + 1) });
  await booked(city, { name: 'Tweede', ...at(5) });
  const seen = async (handlerGroup: string, identity = agent, first = 50, after: string | null = null) => {
    const { appointmentBook } = await city.ask(
      identity,
      `query ($group: ID!, $first: Int!, $after: String) {
        appointmentBook(handlerGroup: $group, since: "2026-12-01T00:00:00Z", until: "2026-12-31T00:00:00Z",
          first: $first, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } }
      }`,
      { variables: { group: handlerGroup, first, after } },
    );
    return appointmentBook;
  };
  const names = ({ edges }: Answer) => edges.map(({ node }: Answer) => node.name);
  for (const key of books.slice(1)) t.deepEqual(names(await seen(key)), [key]);
  t.deepEqual(names(await seen('burgerzaken', expert)), ['burgerzaken', 'Tweede']);
  t.deepEqual(names(await seen('belastingen', expert)), []);
  const page = await seen('burgerzaken', agent, 1);
  t.true(page.pageInfo.hasNextPage);
  t.deepEqual(names(await seen('burgerzaken', agent, 1, page.pageInfo.endCursor)), ['Tweede']);
  t.is((await city.answer(citizen(nationalNumber(1)), '{ findBookings(text: "x") { id } }')).data, null);
});

test('the first free moments are told with the norm of five working days, which is watched at every look (R143)', async (t) => {
  const late = '2026-12-01T09:00:00.000Z';
  const { ask, appointments } = backEnds({ appointments: ['2026-11-30T15:00:00.000Z', late] });
  const city = await world(t, { ask });
  const wanted = { kind: 'APPOINTMENT', handlerGroup: 'burgerzaken', items: marriage };
  t.deepEqual(await free(city, wanted), {
    __typename: 'FreeSlots',
    withinNorm: true,
    normUntil: '2026-11-30T16:00:00.000Z',
    text: 'Er is plaats binnen vijf werkdagen.',
    slots: [
      { startsAt: '2026-11-30T15:00:00.000Z', online: false },
      { startsAt: late, online: false },
    ],
    handlerGroup: { name: 'Burgerzaken' },
  });
  await booked(city, { startsAt: '2026-11-30T15:00:00Z', endsAt: null });
  t.like(await free(city, wanted), {
    withinNorm: false,
    text: 'Er is geen plaats binnen vijf werkdagen: de norm wordt niet gehaald.',
  });
  await free(city, { ...wanted, since: '2026-12-24T00:00:00Z' });
  appointments.faults = ['down'];
  t.is((await free(city, wanted)).__typename, 'Conflict');
  t.like(await free(city, { ...wanted, items: [] }), { field: 'items' });
  const { slotFigures } = await city.ask(
    agent,
    `{ slotFigures(handlerGroup: "burgerzaken", since: "2026-11-23T00:00:00Z", until: "2026-11-24T00:00:00Z") {
      looks withinNorm } }`,
  );
  t.deepEqual(slotFigures, { looks: 2, withinNorm: 1 });
});

test('a product brings the appointment to the group with the right expert, also online (R144)', async (t) => {
  const { ask, appointments } = backEnds({ appointments: ['2026-11-30T15:00:00.000Z'] });
  const city = await world(t, { ask });
  await city.tell('crm.product.record', product());
  const wanted = { kind: 'APPOINTMENT', productNumber: 'P-1', items: marriage, expert: 'nele', online: true };
  t.is((await free(city, wanted)).handlerGroup.name, 'Burgerzaken');
  const booking = await booked(city, {
    handlerGroup: null,
    productNumber: 'P-1',
    expert: 'nele',
    online: true,
  });
  const [held] = appointments.of(booking.reference.replaceAll('-', ''));
  t.like(held?.terms, { expert: 'nele', online: true });
  t.like(await city.prisma.booking.findUniqueOrThrow({ where: { id: booking.id } }), {
    handlerGroupKey: 'burgerzaken',
  });
  const strange = { kind: 'APPOINTMENT', productNumber: 'P-9', items: marriage };
  t.like(await free(city, strange), { field: 'productNumber' });
});

test('an agent sees when bulky waste can be collected, and what else a caller can do with it (R145)', async (t) => {
  const { ask, collections } = backEnds({ collections: ['2026-11-27T07:00:00.000Z'] });
  const city = await world(t, { ask });
  const wanted = {
    kind: 'COLLECTION',
    handlerGroup: 'afval-en-milieu',
    items: mattresses,
    postcode: '3000',
  };
  t.like((await free(city, wanted)).slots, [{ startsAt: '2026-11-27T07:00:00.000Z' }]);
  const question = '{ collectionAlternatives(postcode: "3000") { name description } }';
  t.deepEqual((await city.ask(agent, question)).collectionAlternatives, [
    { name: 'Recyclagepark', description: 'Breng het zelf, gratis tot 1 m³.' },
  ]);
  collections.faults = ['down'];
  t.is((await city.ask(agent, question)).collectionAlternatives, null);
  await collected(city, { startsAt: '2026-11-27T07:00:00Z' });
  t.deepEqual((await free(city, wanted)).slots, []);
});

test('what cannot be booked is refused by its field, or by the back end without a trace of a booking (R141)', async (t) => {
  const { ask, appointments } = backEnds();
  const city = await world(t, { ask });
  const whole = { kind: 'APPOINTMENT', handlerGroup: 'burgerzaken', name: 'Marie Claes', items: marriage };
  const startsAt = '2026-12-01T09:00:00Z';
  for (const [field, wrong] of [
    ['startsAt', { startsAt: '2026-11-22T09:00:00Z' }],
    ['endsAt', { startsAt, endsAt: '2026-12-01T08:59:00Z' }],
    ['name', { startsAt, name: ' ' }],
    ['email', { startsAt, email: 'marie' }],
    ['handlerGroup', { startsAt, handlerGroup: 'nergens' }],
    ['customerId', { startsAt, customerId: 'niemand' }],
    ['items', { startsAt, items: [...marriage, ...marriage] }],
    ['items', { startsAt, items: [{ ...marriage[0], count: 100 }] }],
  ] as const)
    t.like(await amending(city, 'book', { ...whole, ...wrong }), { field }, field);
  t.is(appointments.asked.length, 0);
  await booked(city);
  const second = await amending(city, 'book', { ...whole, startsAt });
  t.like(second, { state: 'REFUSED', told: null, booking: { state: 'REFUSED', externalId: null } });
});
