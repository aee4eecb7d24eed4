import test from 'ava';
import { act as actOn, filed } from './case-scenes.ts';
import { callback, mails, promise } from './promise-scenes.ts';
import { known, nationalNumber } from './scenes.ts';
import { agent, citizen, expert, world } from './world.ts';

test('a customer says by the link in our message that a promise was kept: opening it changes nothing, his tap does, once (M1)', async (t) => {
  const city = await world(t);
  const { id } = await callback(city, { email: 'marie@voorbeeld.example' });
  const [mail] = await mails(city, 'marie@voorbeeld.example');
  const path = new URL(/https:\S+\/belofte\/\S+/.exec(mail?.body ?? '')?.[0] ?? '').pathname;

  const opened = await city.open(null, path);
  t.is(opened.status, 200);
  t.is(opened.headers.get('referrer-policy'), 'no-referrer');
  t.is(opened.headers.get('cache-control'), 'no-store');
  t.regex(await opened.text(), /<form method="post"><button>Ja, dat is gebeurd/);
  t.is((await promise(city, id)).state, 'OPEN');

  for (let tap = 1; tap <= 2; tap += 1) {
    const tapped = await city.open(null, path, 'POST');
    t.is(tapped.status, 200);
    t.regex(await tapped.text(), /Bedankt/);
  }
  t.like(await promise(city, id), { state: 'KEPT', proof: { kind: 'CONFIRMATION' } });

  const strange = await city.open(null, '/belofte/iets-anders', 'POST');
  t.is(strange.status, 404);
  t.regex(await strange.text(), /Deze link werkt niet meer/);
});

test('the address in a portal shows a customer, signed in, how far his question is, and shows nobody else that it exists (R170, R172)', async (t) => {
  const city = await world(t);
  const marie = nationalNumber(1);
  const customerId = await known(city, { nationalNumber: marie });
  const text = 'De lamp <b>voor</b> nummer 12 & 14 is stuk.';
  const { id, reference } = await filed(city, { customerId, text, handlerGroup: 'burgerzaken' });
  await actOn(city, expert, 'answerCase', { caseId: id, answer: 'De lamp is\nhersteld.' });
  const path = `/vraag/${reference}`;

  const seen = await city.open(citizen(marie), path);
  t.is(seen.status, 200);
  t.regex(seen.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const page = await seen.text();
  t.true(page.includes(`Uw vraag ${reference}`));
  t.true(page.includes('De lamp &lt;b&gt;voor&lt;/b&gt; nummer 12 &amp; 14 is stuk.'));
  t.true(page.includes('De lamp is\nhersteld.'));
  t.false(page.includes('Joris'));

  const unsigned = await (await city.open(null, path)).text();
  t.true(unsigned.includes(`/auth/login?return=${encodeURIComponent(path)}`));
  const unknown = '/vraag/BBBBBBBBBB';
  t.is(unsigned.replaceAll(reference, 'BBBBBBBBBB'), await (await city.open(null, unknown)).text());
  const others = [
    await city.open(citizen(nationalNumber(2)), path),
    await city.open(citizen(marie), unknown),
  ];
  for (const other of others) t.is(other.status, 404);
  const [his = '', none = ''] = await Promise.all(others.map((other) => other.text()));
  t.is(his.replaceAll(reference, 'BBBBBBBBBB'), none);

  const read = await city.sql(
    `select actor_subject, subject_id from audit_entry where act = 'customer.read' and actor_subject like 'citizen%'`,
  );
  t.deepEqual(read, [{ actor_subject: citizen(marie).subject, subject_id: customerId }]);
});

test('a page that nobody has, or a way of asking that it does not know, is said so', async (t) => {
  const city = await world(t);
  t.is((await city.open(agent, '/vraag/7K4PXD9M3C', 'POST')).status, 405);
  t.is((await city.open(agent, '/belofte/')).status, 404);
  t.is((await city.open(agent, '/vraag/%E0%A4%A')).status, 404);
});
