import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import test from 'ava';
import { complaintSignals } from '../../crm-core/complaints/complaint-signals.ts';
import { learn, printed, type Sentences } from '../../scripts/complaints/learn.ts';
import { act, coordinator, filed, roads, seen, statesTold } from './case-scenes.ts';
import { known, nationalNumber } from './scenes.ts';
import { type Answer, agent, citizen, world } from './world.ts';

const complains = (text: string) => complaintSignals(text).length > 0;

function sentencesIn(file: string): Sentences {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

test('displeasure is recognised in what people say and write, and an ordinary question is not taken for a complaint (R160, R161)', (t) => {
  const { displeased, ordinary } = sentencesIn('./complaint-sentences.json');
  const right = displeased.filter(complains).length;
  const precision = right / (right + ordinary.filter(complains).length);
  const recall = right / displeased.length;
  t.log(`recall ${recall.toFixed(2)}, precision ${precision.toFixed(2)}`);
  t.true(recall >= 0.8 && precision >= 0.9);
});

test('what the core knows of complaints is what is learnt from the sentences, none of which judge it', async (t) => {
  const sentences = sentencesIn('../../scripts/complaints/sentences.json');
  const committed = await readFile(
    new URL('../../crm-core/complaints/complaint-model.json', import.meta.url),
    'utf8',
  );
  t.true(printed(learn(sentences), JSON.parse(committed).least) === committed);
  const judges = Object.values(sentencesIn('./complaint-sentences.json')).flat();
  const learntFrom = new Set(Object.values(sentences).flat());
  t.deepEqual(
    judges.filter((sentence) => learntFrom.has(sentence)),
    [],
  );
});

test('in a long letter a complaint is found where it stands, and its length makes no complaint of an ordinary one', (t) => {
  const calm =
    'Ik kom graag langs met de papieren. De tuin ligt naast het plein. Het is er mooi in de zomer. ';
  const angry = 'Ik heb al drie keer gebeld en kreeg nog nooit een antwoord. Ik ben het echt beu. ';
  t.deepEqual(complaintSignals(calm.repeat(40)), []);
  const signals = complaintSignals(calm.repeat(20) + angry + calm.repeat(20));
  t.true(signals.length > 0);
  for (const { start } of signals)
    t.true(start >= 20 * calm.length && start < 20 * calm.length + angry.length);
});

test('who hears a complaint is told by which phrases, and two sentences to say: the procedure, and that the customer decides (R161, R162)', async (t) => {
  const city = await world(t);
  const ask = (identity: typeof agent | null, text: string) =>
    city.answer(
      identity,
      'query ($text: String!) { complaintSignals(text: $text) { complaint signals { phrase start why } say } }',
      { variables: { text } },
    );
  const text = 'Dag, ik heb al DRIE keer gebeld\nen kreeg nóg steeds geen antwoord. 😡';
  const heard: Answer = (await ask(agent, text)).data;
  const { complaint, signals, say } = heard.complaintSignals;
  t.true(complaint);
  for (const { phrase, start } of signals) t.is(text.slice(start, start + phrase.length), phrase);
  t.true(signals.some(({ phrase }: Answer) => phrase.includes('DRIE keer')));
  t.is(say.length, 2);
  t.regex(say[0], /klacht indienen/);
  t.regex(say[1], /U beslist zelf/);
  const plain = (await ask(agent, 'Hoe laat gaat het loket open?')).data?.['complaintSignals'];
  t.deepEqual(plain, { complaint: false, signals: [], say: [] });
  t.is((await ask(citizen(nationalNumber(1)), text)).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.is((await ask(agent, 'x\u0000')).errors?.[0]?.extensions?.['code'], 'BAD_USER_INPUT');
});

test('a complaint goes to the complaint coordinator, tied to the contacts and cases it is about (R160, R162, R163)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const { id, contactId } = await filed(city, { customerId, kind: 'QUESTION' });
  const about = { category: 'not-answered', procedureTold: true, choice: 'PROCEDURE' };
  const text = 'Ik belde drie keer en hoorde niets.';
  t.like(await act(city, agent, 'fileComplaint', { ...about, text }), { field: 'aboutCases' });
  t.like(await act(city, agent, 'fileComplaint', { ...about, text, aboutCases: [id], category: 'x' }), {
    field: 'category',
  });
  const filedComplaint = await act(
    city,
    agent,
    'fileComplaint',
    { ...about, text, aboutCases: [id], aboutContacts: [contactId] },
    '__typename ... on Case { id }',
  );
  const complaint = await seen(
    city,
    coordinator,
    filedComplaint.id,
    `kind description handlerGroup { key } customer { id }
     complaint { category { key } choice procedureToldAt cases { id } contacts { id } }`,
  );
  t.like(complaint, { kind: 'COMPLAINT', description: text, handlerGroup: { key: 'klachtencoordinatie' } });
  t.is(complaint.customer.id, customerId);
  t.like(complaint.complaint, {
    category: { key: 'not-answered' },
    choice: 'PROCEDURE',
    procedureToldAt: '2026-11-23T09:00:00.000Z',
  });
  const all = await seen(city, agent, filedComplaint.id, 'complaint { cases { id } contacts { id } }');
  t.deepEqual(all.complaint, { cases: [{ id }], contacts: [{ id: contactId }] });
  const tied = await seen(city, agent, id, 'complaintsAbout { id } contact { complaintsAbout { id } }');
  t.deepEqual(tied, {
    complaintsAbout: [{ id: filedComplaint.id }],
    contact: { complaintsAbout: [{ id: filedComplaint.id }] },
  });
  const theirs = await seen(city, roads, id, 'complaintsAbout { id }');
  t.deepEqual(theirs.complaintsAbout, [], 'who is complained about does not read the complaint');
});

test('solving at once stays possible once the customer knows the procedure, is kept, and leaves the procedure open to him (R162)', async (t) => {
  const city = await world(t);
  const marie = citizen(nationalNumber(1));
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const { id } = await filed(city, {
    customerId,
    kind: 'COMPLAINT',
    text: 'Uw bediende was grof.',
    handlerGroup: null,
  });
  const solve = () =>
    act(
      city,
      agent,
      'solveComplaintAtOnce',
      { caseId: id, solution: 'Het diensthoofd bood zijn excuses aan.' },
      '__typename ... on Case { id } ... on Conflict { message }',
    );
  const describe = (procedureTold: boolean) =>
    act(city, agent, 'describeComplaint', { caseId: id, category: 'conduct', procedureTold }, '__typename');
  t.is((await solve()).__typename, 'Conflict');
  await describe(false);
  t.regex((await solve()).message, /Wijs de klant eerst op de klachtenprocedure/);
  await describe(true);
  t.is((await solve()).__typename, 'Case');
  const solved = await seen(city, agent, id, 'state complaint { choice solution solvedBy category { key } }');
  t.deepEqual(solved, {
    state: 'ANSWERED',
    complaint: {
      choice: 'SOLVED_AT_ONCE',
      solution: 'Het diensthoofd bood zijn excuses aan.',
      solvedBy: 'Els Peeters',
      category: { key: 'conduct' },
    },
  });
  t.regex(
    statesTold(city).at(-1).explanation,
    /Wilt u toch dat uw klacht onderzocht wordt, dan kan dat nog altijd/,
  );
  t.like(await act(city, marie, 'reopenCase', { caseId: id, reason: 'Ik wil toch een onderzoek.' }), {
    state: 'ASSIGNED',
    handlerGroup: { key: 'klachtencoordinatie' },
  });
});

test('a report that its reporter says is still not solved goes on and becomes also a complaint, and neither is lost (R156)', async (t) => {
  const city = await world(t);
  const marie = citizen(nationalNumber(1));
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const ria = await known(city, { nationalNumber: nationalNumber(2), givenName: 'Ria' });
  const { id } = await filed(city, { customerId });
  await act(city, roads, 'closeCase', { caseId: id, endReason: 'solved', note: 'Nieuwe lamp.' });
  const say = (identity: typeof agent, text: string, more: object = {}) =>
    act(
      city,
      identity,
      'sayNotSolved',
      { caseId: id, text, ...more },
      '__typename ... on Case { id state kind history { reason } }',
    );
  const reopened = await say(marie, 'De lamp brandt nog steeds niet.');
  t.like(reopened, { id, kind: 'REPORT', state: 'ASSIGNED' });
  const { complaintsAbout } = await seen(
    city,
    agent,
    id,
    'complaintsAbout { id kind state customer { id } complaint { category { key } cases { id } } }',
  );
  t.like(complaintsAbout[0], {
    kind: 'COMPLAINT',
    state: 'ASSIGNED',
    complaint: { category: { key: 'not-solved' }, cases: [{ id }] },
  });
  t.is(complaintsAbout[0].customer.id, customerId);

  const other = await filed(city, { customerId: ria, kind: 'QUESTION', text: 'Een andere vraag.' });
  const joined = { caseId: id, contactId: other.contactId, text: 'Ook bij mij donker.' };
  await act(city, agent, 'joinReport', joined, '__typename');
  await say(citizen(nationalNumber(2)), 'Het is nog altijd donker.');
  const again = await seen(city, agent, id, 'state complaintsAbout { customer { id } }');
  t.deepEqual(
    again.complaintsAbout.map(({ customer }: Answer) => customer.id),
    [customerId, ria],
  );
  t.like(await say(citizen(nationalNumber(3)), 'x'), { __typename: 'NotFound' });
});

test('complaints that a question was not or incompletely answered are counted apart (R164)', async (t) => {
  const city = await world(t);
  const { id } = await filed(city, { kind: 'QUESTION' });
  const file = (category: string) =>
    act(
      city,
      agent,
      'fileComplaint',
      { text: 'Ik hoorde niets.', category, aboutCases: [id], procedureTold: true },
      '__typename',
    );
  await file('not-answered');
  await file('not-answered');
  await file('conduct');
  await filed(city, { kind: 'COMPLAINT', handlerGroup: null, text: 'Het is een schande.' });
  city.clock.now = new Date('2026-11-23T23:30:00Z');
  await file('not-answered');
  const count = async (from: string, until: string) =>
    (
      await city.ask(
        agent,
        `{ complaintCounts(from: "${from}", until: "${until}") { category { key name } count } }`,
      )
    ).complaintCounts.map(({ category, count }: Answer) => [category?.key ?? null, count]);
  t.deepEqual(await count('2026-11-23', '2026-11-23'), [
    ['not-answered', 2],
    ['conduct', 1],
    [null, 1],
  ]);
  t.deepEqual(
    await count('2026-11-24', '2026-11-24'),
    [['not-answered', 1]],
    'it is the next day in Brussels',
  );
});
