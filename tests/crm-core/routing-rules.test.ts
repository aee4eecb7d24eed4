import test from 'ava';
import { opened, refuse, rules, save, tried } from './rule-scenes.ts';
import { product } from './scenes.ts';
import { agent, world } from './world.ts';

test('a new case goes where the first rule that fits says, else where the catalogue says, else to the contact centre, and keeps what sent it (R081, R082)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  await save(city, refuse);
  const report = await opened(city, { kind: 'REPORT', text: 'Weer een SLUIKSTORTER aan de Vaart!' });
  t.like(report, {
    handlerGroup: { key: 'afval-en-milieu' },
    routing: { routedBy: 'RULE', revision: 2, rule: { name: 'Zwerfvuil' } },
  });
  const passport = await opened(city, { kind: 'QUESTION', text: 'Zwerfvuil?', productNumber: 'P-1' });
  t.like(passport, { handlerGroup: { key: 'burgerzaken' }, routing: { routedBy: 'CATALOGUE', rule: null } });
  const unknown = await opened(city, { kind: 'QUESTION', text: 'Wie helpt mij?' });
  t.like(unknown, { handlerGroup: { key: 'kcc' }, routing: { routedBy: 'CONTACT_CENTRE' } });
  const chosen = await opened(city, { kind: 'REPORT', text: 'Zwerfvuil', handlerGroup: 'sport' });
  t.like(chosen, { handlerGroup: { key: 'sport' }, routing: { routedBy: 'HAND', revision: null } });

  const [{ id }] = (await rules(city)).rules.slice(-1);
  await save(city, { ...refuse, name: 'Afval' }, { id });
  const { case: later } = await city.ask(agent, `{ case(id: "${report.id}") { routing { rule { name } } } }`);
  t.is(later.routing.rule.name, 'Zwerfvuil', 'the rule as it was then');
});

test('a rule can ask for kind, product, theme, place, words, hours, season and how busy its group is, and a trial says why each did not count (R081)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  await city.tell('crm.product.record', product({ productNumber: 'P-2', themes: ['Vrije tijd'] }));
  const example = { kind: 'QUESTION', goesTo: 'sport' };
  const at = '2026-07-01T09:00:00Z';
  const conditions: [string, object, object, RegExp][] = [
    ['product', { products: ['P-1'] }, { productNumber: 'P-1' }, /Alleen voor product P-1/],
    ['thema', { themes: ['vrije tijd'] }, { productNumber: 'P-2' }, /Alleen voor thema vrije tijd/],
    [
      'plaats',
      { postcodes: ['3010'], streets: ['Diestsesteenweg'] },
      { postcode: '3010', street: 'diestsesteenweg' },
      /Alleen in 3010/,
    ],
    ['woord', { words: ['zwembad dicht'] }, { text: 'Is het zwembad dicht?' }, /zwembad dicht/],
    [
      'nacht',
      { hours: { from: '22:00', until: '06:00' } },
      { at: '2026-07-01T21:30:00Z' },
      /van 22:00 tot 06:00/,
    ],
    [
      'winter',
      { season: { from: '11-15', until: '03-31' } },
      { at: '2027-01-02T09:00:00Z' },
      /van 11-15 tot en met 03-31/,
    ],
    ['zondag', { weekdays: [7] }, { at: '2026-07-05T09:00:00Z' }, /dag van de week/],
  ];
  for (const [name, when, fitting] of conditions) {
    const saved = await save(city, {
      name,
      when: { ...when, kinds: ['QUESTION'] },
      goesTo: 'sport',
      examples: [{ ...example, at, ...fitting }],
    });
    t.is(saved.__typename, 'RoutingRules', JSON.stringify(saved));
  }
  for (const [name, , fitting] of conditions) {
    const trial = await tried(city, { kind: 'QUESTION', at, ...fitting });
    t.is(trial.rule?.name, name);
    t.is(trial.tried.at(-1).fits, true);
  }
  const none = await tried(city, { kind: 'QUESTION', at });
  t.like(none, { routedBy: 'CONTACT_CENTRE', handlerGroup: { key: 'kcc' }, rule: null });
  t.regex(none.explanation, /Geen regel past/);
  t.regex(none.tried[0].because, /Alleen voor: klacht/);
  for (const [index, [name, , , because]] of conditions.entries()) {
    t.is(none.tried[index + 1].rule.name, name);
    t.regex(none.tried[index + 1].because, because);
  }
  const busy = { ...refuse, when: { ...refuse.when, whileFewerThan: 1 } };
  await save(city, busy);
  t.is((await opened(city, { kind: 'REPORT', text: 'zwerfvuil' })).handlerGroup.key, 'afval-en-milieu');
  t.is((await opened(city, { kind: 'REPORT', text: 'zwerfvuil' })).handlerGroup.key, 'kcc', 'it is full');
  t.regex(
    (await tried(city, { kind: 'REPORT', text: 'zwerfvuil' })).tried.at(-1).because,
    /al 1 open vragen/,
  );
});

test('a rule that stops leaves the decision to the catalogue, whatever rules follow (R082)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const all = { name: 'Alles', when: {}, goesTo: 'sport', examples: [{ kind: 'QUESTION', goesTo: 'sport' }] };
  const { rules: kept } = await save(city, all);
  const stop = {
    name: 'Paspoorten',
    when: { products: ['P-1'] },
    goesTo: null,
    examples: [{ kind: 'QUESTION', productNumber: 'P-1', goesTo: 'burgerzaken' }],
  };
  await save(city, stop, { before: kept.at(-1).id });
  t.is((await tried(city, { kind: 'QUESTION' })).handlerGroup.key, 'sport');
  const passport = await tried(city, { kind: 'QUESTION', productNumber: 'P-1' });
  t.like(passport, { handlerGroup: { key: 'burgerzaken' }, routedBy: 'CATALOGUE' });
  t.regex(passport.tried.at(-1).because, /stopt/);
});
