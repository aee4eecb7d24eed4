import { randomUUID } from 'node:crypto';
import test from 'ava';
import { seen, written } from './case-scenes.ts';
import { refuse, save } from './rule-scenes.ts';
import { draft, known, link, register } from './scenes.ts';
import { agent, expert, type World, world } from './world.ts';

const place = {
  street: 'Bondgenotenlaan',
  houseNumber: '12',
  postcode: '3000',
  description: 'aan de bushalte',
};
const byMail = {
  answer: 'WANTED',
  channel: 'EMAIL',
  recipient: 'Marie@voorbeeld.example',
  mayShareData: true,
};
const report = { kind: 'REPORT', text: 'Een losse tegel', outcome: 'CASE' };

const typed = `questions { place { street houseNumber postcode description latitude precision }
  feedback { answer channel recipient mayShareData } }`;

async function saveDraft(city: World, contactId: string, questions: object[], changes: object = {}) {
  const { saveDraft } = await city.ask(
    agent,
    `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { __typename ... on Contact { ${typed} } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), contactId, questions, ...changes } } },
  );
  return saveDraft;
}

test('a report that an agent registers has its place, which rules by place see, and whether its reporter wants to hear of it (R150, R152, R081)', async (t) => {
  const city = await world(t);
  await save(city, {
    ...refuse,
    name: 'Bondgenotenlaan',
    when: { kinds: ['REPORT'], streets: ['Bondgenotenlaan'] },
    goesTo: 'sport',
    examples: [{ kind: 'REPORT', text: '', street: 'Bondgenotenlaan', goesTo: 'sport' }],
  });
  const contactId = await draft(city);
  await link(city, contactId, await known(city));
  const { questions } = await register(city, contactId, [
    { ...report, place, feedback: byMail },
    { ...report, place: { street: 'Tiensestraat' }, feedback: { answer: 'NOT_WANTED', mayShareData: false } },
    report,
  ]);
  const [first, second, third] = questions.map((one: { case: { id: string } }) => one.case.id);
  const fields =
    'handlerGroup { key } place { street postcode description precision } feedback { answer recipient }';
  t.like(await seen(city, agent, first, fields), {
    handlerGroup: { key: 'sport' },
    place: {
      street: 'Bondgenotenlaan',
      postcode: '3000',
      description: 'aan de bushalte',
      precision: 'STREET',
    },
    feedback: { answer: 'WANTED', recipient: 'marie@voorbeeld.example' },
  });
  t.like(await seen(city, agent, second, fields), {
    handlerGroup: { key: 'kcc' },
    feedback: { answer: 'NOT_WANTED', recipient: null },
  });
  t.like(await seen(city, agent, third, fields), { place: null, feedback: null });
  const confirmed = await written(city);
  t.deepEqual(
    confirmed.map(({ recipient, aboutId }) => ({ recipient, aboutId })),
    [{ recipient: 'marie@voorbeeld.example', aboutId: first }],
  );
  const { contact } = await city.ask(agent, `{ contact(id: "${contactId}") { ${typed} } }`);
  t.deepEqual(
    contact.questions[0],
    { place: null, feedback: null },
    'it is kept with the case, and not twice',
  );
});

test('where something is and what was said about feedback is mended by its field, and nothing of it is lost while it is typed (M2, R152)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const half = { ...report, place: { houseNumber: '12', postcode: '30' }, feedback: byMail };
  t.deepEqual((await saveDraft(city, contactId, [half])).questions, [
    {
      place: {
        street: null,
        houseNumber: '12',
        postcode: '30',
        description: null,
        latitude: null,
        precision: 'STREET',
      },
      feedback: byMail,
    },
  ]);
  const { contact } = await city.ask(expert, `{ contact(id: "${contactId}") { id } }`);
  t.is(contact, null);
  await saveDraft(city, contactId, [report], { writer: 'another-tab' });
  const { contact: kept } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { setAside { questions { place { houseNumber } feedback { recipient } } } } }`,
  );
  t.deepEqual(kept.setAside[0].questions, [
    { place: { houseNumber: '12' }, feedback: { recipient: byMail.recipient } },
  ]);

  const faults: [question: object, field: string][] = [
    [{ ...report, place: { houseNumber: '12' } }, 'questions.1.place'],
    [{ ...report, place: { ...place, postcode: '30' } }, 'questions.1.place.postcode'],
    [{ ...report, feedback: { ...byMail, channel: null } }, 'questions.1.feedback.channel'],
    [{ ...report, feedback: { ...byMail, recipient: 'geen adres' } }, 'questions.1.feedback.recipient'],
    [{ ...report, feedback: { ...byMail, channel: 'PORTAL' } }, 'questions.1.feedback.channel'],
    [{ ...report, outcome: 'ANSWERED', answer: 'Ja.', feedback: byMail }, 'questions.1.feedback'],
  ];
  for (const [question, field] of faults)
    t.like(await register(city, contactId, [report, question]), { field });
  t.is(await city.prisma.case.count(), 0, 'what is refused leaves nothing behind');
});
