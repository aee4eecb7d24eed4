import test from 'ava';
import { amending } from './booking-scenes.ts';
import { callback, outgoingCall, promise, staff, sweepAt } from './promise-scenes.ts';
import { draft, openedCase } from './scenes.ts';
import { agent, expert, world } from './world.ts';

test('a callback is amended as all else is: same promise and reference, only the difference told, and its ladder begins anew (M1, M9)', async (t) => {
  const city = await world(t);
  await staff(city);
  const contactId = await draft(city);
  const { reference } = await city.prisma.contact.findUniqueOrThrow({ where: { id: contactId } });
  const printed = reference.match(/../g)?.join('-');
  const made = await callback(city, { contactId, email: 'marie@voorbeeld.example' });
  await sweepAt(city, '2026-11-24T16:00:00Z');
  t.is((await promise(city, made.id)).step, 2);
  const about = { promiseId: made.id };
  const changes = { dueAt: '2026-11-26T10:00:00Z', telephone: '016 27 20 00' };
  const { previewAmendment } = await city.ask(
    expert,
    `query ($input: PreviewAmendmentInput!) { previewAmendment(input: $input) {
      ... on AmendmentPreview { way message difference { field text } } } }`,
    { variables: { input: { ...about, changes } } },
  );
  t.is(previewAmendment.way, 'HERE');
  const amended = await amending(city, 'amend', { ...about, changes }, expert);
  t.like(amended, { state: 'DONE', told: previewAmendment.message });
  t.is(
    amended.told,
    [
      'Beste',
      '',
      `Dit is gewijzigd aan uw terugbelafspraak met referentie ${printed}:`,
      '- uiterlijk: dinsdag 24 november om 17 uur wordt donderdag 26 november om 11 uur',
      '- telefoonnummer: 0470 12 34 56 wordt 016 27 20 00',
      '',
      'Al het andere blijft zoals het was, ook uw referentie.',
      '',
      'Met vriendelijke groeten',
      'Stad Leuven',
    ].join('\n'),
  );
  const now = await promise(city, made.id);
  t.like(now, { state: 'OPEN', step: 0, phone: '+3216272000', about: made.about, words: made.words });
  const { promise: kept } = await city.ask(
    agent,
    `{ promise(id: "${made.id}") { amendments { authorName difference { field before after } } } }`,
  );
  t.deepEqual(kept.amendments, [
    {
      authorName: 'Joris Maes',
      difference: [
        { field: 'dueAt', before: made.dueAt, after: '2026-11-26T10:00:00.000Z' },
        { field: 'telephone', before: '+32470123456', after: '+3216272000' },
      ],
    },
  ]);
  await outgoingCall(city);
  t.is((await promise(city, made.id)).state, 'OPEN', 'the old number proves nothing any more');
  await outgoingCall(city, { number: '+3216272000' });
  t.is((await promise(city, made.id)).state, 'KEPT');
});

test('what is no change of an open callback of the own group is refused by its field, and who cannot be written to is told otherwise (M9)', async (t) => {
  const city = await world(t);
  const { id: promiseId } = await callback(city);
  const amend = (input: object, identity = expert) =>
    amending(city, 'amend', { promiseId, ...input }, identity);
  const told = { told: 'Aan de telefoon.' };
  t.like(await amend({ changes: { dueAt: '2026-11-26T10:00:00Z' } }), { field: 'told' });
  t.like(await amend({ changes: { dueAt: '2026-11-23T08:00:00Z' }, ...told }), { field: 'changes.dueAt' });
  t.like(await amend({ changes: { telephone: '12' }, ...told }), { field: 'changes.telephone' });
  t.like(await amend({ changes: { title: 'Iets' }, ...told }), { field: 'changes.title' });
  t.is((await amend({ changes: { telephone: '0470 12 34 56' }, ...told })).__typename, 'Conflict');
  t.like(await amend({ changes: { about: 'Mijn rijbewijs' }, ...told }), { state: 'DONE', told: null });
  t.is((await promise(city, promiseId)).about, 'Mijn rijbewijs');
  const caseId = await openedCase(city);
  t.like(await amend({ caseId, changes: { title: 'Iets' } }), { field: 'bookingId' });
  t.like(await amending(city, 'amend', { caseId, changes: { dueAt: '2026-11-26T10:00:00Z' } }), {
    field: 'changes.dueAt',
  });
  const elsewhere = { ...expert, subject: 'expert-tom', groups: ['sport'] };
  const { errors } = await city.answer(
    elsewhere,
    `mutation { amend(input: { idempotencyKey: "key-12345", promiseId: "${promiseId}", changes: { about: "x" } }) {
      __typename } }`,
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});
