import test from 'ava';
import { ConnectorError, type Failure } from '../../hub/errors.ts';
import { cursorOf } from '../../hub/journal/accept.ts';
import { road, until, written } from './road-world.ts';

const refuse = (failure: Failure) => async () => {
  throw new ConnectorError('POST /notes: refused', { failure });
};

test('what comes in is carried out, and those who must hear of it are told', async (t) => {
  const { offer, pinned, states } = await road(t);
  const message = written('buy milk');
  t.deepEqual(await offer(message), [true]);
  await until(() => pinned.length === 1);
  t.like(pinned[0], {
    type: 'wall.note.pin',
    data: { text: 'buy milk' },
    correlationid: message.correlationid,
  });
  await until(async () => (await states())[0] === 'handled');
});

test('a fact told twice has one effect, and the remote may forget it both times', async (t) => {
  const { offer, kept, pinned } = await road(t);
  const message = written('once');
  t.deepEqual(await offer(message), [true]);
  t.deepEqual(await offer(message), [false]);
  await until(() => pinned.length === 1);
  t.deepEqual(kept, ['once']);
});

test('the cursor of a remote moves with what was accepted', async (t) => {
  const { offer, database } = await road(t);
  t.is(await cursorOf(database, 'paper'), undefined);
  await offer(written('one'), 'page-1');
  await offer(written('two'));
  t.is(await cursorOf(database, 'paper'), 'page-1');
});

test('nothing of a command stays when it fails at its end', async (t) => {
  const { offer, database, deadLetters, pinned } = await road(t);
  await offer(written('trips over at the end'));
  await until(async () => (await deadLetters.list(10)).length === 1);
  t.deepEqual(await database.query('select id from outbound_event'), []);
  t.deepEqual(pinned, []);
});

test('what cannot be understood is kept whole, and a person repairs and replays it', async (t) => {
  const { offer, deadLetters, pinned } = await road(t);
  await offer({ ...written(''), data: { txet: 'buy \u0000 milk' } });
  await until(async () => (await deadLetters.list(10)).length === 1);
  const [letter] = await deadLetters.list(10);
  t.like(letter, { way: 'in', type: 'paper.note.written', failure: 'malformed', attempts: 1 });
  const id = letter?.id ?? '';
  t.deepEqual(await deadLetters.body(id), { txet: 'buy \u0000 milk' });

  t.true(await deadLetters.repair(id, { text: 'buy milk' }));
  t.deepEqual([await deadLetters.replay(id), await deadLetters.replay(id)], ['replayed', 'not-dead']);
  await until(() => pinned.length === 1);
  t.deepEqual(await deadLetters.list(10), []);
});

test('a message that no route knows is a dead letter that says so', async (t) => {
  const { offer, deadLetters } = await road(t);
  await offer({ type: 'paper.plane.folded' });
  await until(async () => (await deadLetters.list(10)).length === 1);
  t.is((await deadLetters.list(10))[0]?.reason, 'routing paper.plane.folded: no route leads on');
});

test('what we do not act on is set aside, and nobody is bothered', async (t) => {
  const { offer, states, deadLetters } = await road(t);
  await offer({ type: 'paper.ink.changed' });
  await until(async () => (await states())[0] === 'set-aside');
  t.deepEqual(await deadLetters.list(10), []);
});

test('what comes too late is not acted upon', async (t) => {
  const { offer, states, kept } = await road(t);
  await offer({ ...written('dinner is ready'), time: new Date(Date.now() - 61_000).toISOString() });
  await until(async () => (await states())[0] === 'expired');
  t.deepEqual(kept, []);
});

test('a body of half a megabyte arrives whole', async (t) => {
  const { offer, pinned } = await road(t);
  const text = 'é'.repeat(250_000);
  await offer(written(text));
  await until(() => pinned.length === 1);
  t.deepEqual(pinned[0]?.data, { text });
});

test('an event goes only to those whom its content concerns', async (t) => {
  const { offer, database, states } = await road(t);
  await offer(written('secret'));
  await until(async () => (await states())[0] === 'handled');
  t.is((await database.query('select id from outbound_event')).length, 1);
  t.deepEqual(await database.query('select id from outbound_delivery'), []);
});

test('a remote that was away gets the message later, under the same key', async (t) => {
  const { offer, onPin, pinned } = await road(t);
  const keys: string[] = [];
  onPin(async ({ id }) => {
    keys.push(id);
    if (keys.length < 3) await refuse('unavailable')();
  });
  await offer(written('patience'));
  await until(() => pinned.length === 1);
  t.is(keys.length, 3);
  t.is(new Set(keys).size, 1);
});

test('two messages of one story never overtake each other, also when the first needs several tries', async (t) => {
  const { offer, onPin, pinned } = await road(t);
  let tries = 0;
  onPin(async ({ data }) => {
    tries += 1;
    if ((data as { text: string }).text === 'first' && tries < 4) await refuse('unavailable')();
  });
  await offer({ ...written('first'), correlationid: 'one story' });
  await offer({ ...written('second'), correlationid: 'one story' });
  await until(() => pinned.length === 2);
  t.deepEqual(
    pinned.map(({ data }) => data),
    [{ text: 'first' }, { text: 'second' }],
  );
});

test('what a partner refuses becomes a dead letter, and the rest of the story goes on', async (t) => {
  const { offer, onPin, pinned, deadLetters } = await road(t);
  onPin(async ({ data }) => {
    if ((data as { text: string }).text === 'rude') await refuse('rejected')();
  });
  await offer({ ...written('rude'), correlationid: 'one story' });
  await offer({ ...written('polite'), correlationid: 'one story' });
  await until(() => pinned.length === 1);
  const [letter] = await deadLetters.list(10);
  t.like(letter, { way: 'out', type: 'wall.note.pin', failure: 'rejected', reason: 'POST /notes: refused' });
});

test('an old message is not replayed over a newer one', async (t) => {
  const { offer, onPin, pinned, deadLetters, database } = await road(t);
  onPin(async ({ data }) => {
    if ((data as { text: string }).text === 'rude') await refuse('rejected')();
  });
  await offer({ ...written('rude'), correlationid: 'one story' });
  await offer({ ...written('polite'), correlationid: 'one story' });
  await until(() => pinned.length === 1);
  await until(
    async () =>
      (await database.query(`select id from outbound_delivery where state = 'delivered'`)).length === 1,
  );
  onPin(async () => {});
  const [letter] = await deadLetters.list(10);
  t.is(await deadLetters.replay(letter?.id ?? ''), 'superseded');
});

test('a dead letter that nobody needs is closed and stays in the journal', async (t) => {
  const { offer, deadLetters, states } = await road(t);
  await offer({ type: 'paper.plane.folded' });
  await until(async () => (await deadLetters.list(10)).length === 1);
  const [letter] = await deadLetters.list(10);
  t.true(await deadLetters.discard(letter?.id ?? ''));
  t.deepEqual(await states(), ['discarded']);
});

test('what a queue forgot is found again in the journal', async (t) => {
  const { database, kept, sweep } = await road(t);
  await database.query(
    `insert into inbound_message (id, source, message_id, type, time, correlationid, data)
     values (gen_random_uuid(), 'paper', 'n-1', 'paper.note.written', now(), 'story', '{"text": "forgotten"}')`,
  );
  t.is(await sweep(), 1);
  await until(() => kept.length === 1);
  t.deepEqual(kept, ['forgotten']);
});
