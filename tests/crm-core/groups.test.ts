import test from 'ava';
import { publishNow } from '../../crm-core/directory/publish-contact.ts';
import { refuse, save } from './rule-scenes.ts';
import { openedCase, product } from './scenes.ts';
import { act, admin, lead } from './staff-scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

const pool = {
  key: 'zwembaden',
  name: 'Zwembaden',
  authorities: ['https://data.leuven.be/id/dienst/zwembaden'],
};

async function group(city: World, key: string, identity: typeof agent | null = agent) {
  const { handlerGroup } = await city.ask(
    identity,
    `{ handlerGroup(key: "${key}") { name active telephone openCases publishedContacts { kind value own }
      settings { assignment capacity remindAfterHours leadAfterHours poolAfterHours version } } }`,
  );
  return handlerGroup;
}

test('an administrator makes a handler group in the place of a mailbox: it gets cases by its product, has an owner for each and settings of its own (R081, R082)', async (t) => {
  const city = await world(t);
  t.is((await act(city, admin, 'saveHandlerGroup', pool)).__typename, 'HandlerGroup');
  await city.tell('crm.product.record', product({ executingAuthorities: pool.authorities }));
  t.like(await group(city, 'zwembaden'), {
    name: 'Zwembaden',
    active: true,
    telephone: '+3216272000',
    openCases: 0,
    settings: { assignment: 'BY_HAND', capacity: null, remindAfterHours: 8, poolAfterHours: 24, version: 1 },
  });
  const changed = { ...pool, basedOn: 1, assignment: 'IN_TURN', capacity: 5, remindAfterHours: 2 };
  await act(city, admin, 'saveHandlerGroup', changed);
  t.like((await group(city, 'zwembaden')).settings, { assignment: 'IN_TURN', capacity: 5, version: 2 });
  t.is(
    (await act(city, admin, 'saveHandlerGroup', changed)).__typename,
    'Conflict',
    'somebody changed it meanwhile',
  );
  t.is((await act(city, admin, 'saveHandlerGroup', pool)).__typename, 'Conflict', 'it is there already');
  t.like(await act(city, lead, 'saveHandlerGroup', changed), { code: 'FORBIDDEN' });
  const wrong: [object, string][] = [
    [{ key: 'Zwem Bad' }, 'key'],
    [{ name: ' ' }, 'name'],
    [{ capacity: 0 }, 'capacity'],
    [{ remindAfterHours: 20, leadAfterHours: 10 }, 'remindAfterHours'],
  ];
  for (const [input, field] of wrong)
    t.like(await act(city, admin, 'saveHandlerGroup', { ...pool, basedOn: 2, ...input }), { field });
  t.deepEqual(
    { ...(await group(city, 'zwembaden', null)), publishedContacts: [] },
    {
      name: 'Zwembaden',
      active: true,
      telephone: '+3216272000',
      openCases: null,
      publishedContacts: [],
      settings: null,
    },
  );
});

test('a group ends only when nothing waits there and no rule sends anything there, and then nothing new comes (R081)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const end = (key: string, name: string) =>
    act(city, admin, 'saveHandlerGroup', { key, name, basedOn: 1, active: false });
  await save(city, refuse);
  t.regex((await end('afval-en-milieu', 'Afval')).message, /Zwerfvuil/);
  await openedCase(city);
  t.regex((await end('burgerzaken', 'Burgerzaken')).message, /1 open vragen/);
  t.like(await end('kcc', 'KCC'), { field: 'active' });
  t.is((await end('sport', 'Sport')).__typename, 'HandlerGroup');
  const id = await openedCase(city);
  const routed = await act(city, agent, 'routeCase', { caseId: id, handlerGroup: 'sport', reason: 'x' });
  t.like(routed, { field: 'handlerGroup' });
});

test('how the city and its groups are reached has one source with periods: what is published changes by itself at its moment, and a group without its own is reached as the city is (R028)', async (t) => {
  const city = await world(t);
  const publish = (input: object, identity = admin) => act(city, identity, 'publishContact', input);
  t.like(await publish({ kind: 'TELEPHONE', value: '0800 1' }), { field: 'value' });
  t.like(await publish({ kind: 'EMAIL', value: '' }), { field: 'value' });
  t.like(await publish({ kind: 'WEBSITE', value: 'http://leuven.be' }), { field: 'value' });
  t.like(await publish({ kind: 'EMAIL', value: 'a@b.be', from: '2026-11-01T00:00:00Z' }), { field: 'from' });
  t.like(await publish({ kind: 'EMAIL', value: 'a@b.be', group: 'nergens' }), { field: 'group' });
  t.like(await publish({ kind: 'EMAIL', value: 'a@b.be' }, expert), { code: 'FORBIDDEN' });

  const moving = '2026-12-01T00:00:00Z';
  await publish({ kind: 'TELEPHONE', value: '016 27 21 11', from: moving });
  await publish({ kind: 'TELEPHONE', value: '016 27 22 22', group: 'sport' });
  await publish({ kind: 'ADDRESS', value: 'Professor Van Overstraetenplein 1, 3000 Leuven' });
  const phones = async () => [
    (await group(city, 'burgerzaken')).telephone,
    (await group(city, 'sport')).telephone,
  ];
  t.deepEqual(await phones(), ['+3216272000', '+3216272222']);
  city.clock.now = new Date(moving);
  await publishNow(city.prisma, city.clock.now);
  t.deepEqual(await phones(), ['+3216272111', '+3216272222']);
  await publish({ kind: 'TELEPHONE', value: null, group: 'sport' });
  t.deepEqual(await phones(), ['+3216272111', '+3216272111']);
  const shown = (await group(city, 'sport', null)).publishedContacts;
  t.deepEqual(
    shown.map(({ kind, own }: Answer) => [kind, own]),
    [
      ['ADDRESS', false],
      ['EMAIL', false],
      ['TELEPHONE', false],
      ['WEBSITE', false],
    ],
  );
  const { publishedContacts } = await city.ask(
    null,
    '{ publishedContacts(group: "sport", at: "2026-11-25T00:00:00Z") { kind value own } }',
  );
  t.like(
    publishedContacts.find(({ kind }: Answer) => kind === 'TELEPHONE'),
    { value: '+3216272222', own: true },
  );
  const twice = `insert into published_contact (id, kind, value, valid_from)
    values (gen_random_uuid(), 'telephone', '+3216000000', '2026-12-05')`;
  await t.throwsAsync(city.sql(twice), { message: /two published values/ });
});

test('every e-mail address and number on the city site is counted beside the start and the goal, with the list behind it, an owner and a plan to retire it (R023)', async (t) => {
  const city = await world(t);
  const scan = (scannedAt: string, found: [string, string, string][]) =>
    city.tell('crm.site-scan.record', {
      scannedAt,
      found: found.map(([kind, value, page]) => ({ kind, value, page: `https://www.leuven.be/${page}` })),
    });
  await scan('2026-11-20T02:00:00Z', [
    ['email', 'Sport@Leuven.be', 'sport'],
    ['email', 'sport@leuven.be', 'zwemmen'],
    ['email', 'paspoort@leuven.be', 'paspoort'],
    ['telephone', '016 27 23 00', 'sport'],
    ['telephone', '+32 16 27 23 00', 'zwemmen'],
  ]);
  const count = async (kind: string) =>
    (
      await city.ask(
        lead,
        `{ publicAddressCount(kind: ${kind}) { published gone withoutOwner withoutPlan baseline target } }`,
      )
    ).publicAddressCount;
  const list = async (args: string) =>
    (
      await city.ask(
        lead,
        `{ publicAddresses(${args}) { edges { node { id value pages owner { key } plan retireBy goneSince } } } }`,
      )
    ).publicAddresses.edges.map(({ node }: Answer) => node);
  const nobody = { published: 2, gone: 0, withoutOwner: 2, withoutPlan: 2 };
  t.deepEqual(await count('EMAIL'), { ...nobody, baseline: 154, target: 50 });
  t.like(await count('TELEPHONE'), { published: 1, baseline: 143, target: 30 });
  const [passport, sport] = await list('kind: EMAIL');
  t.deepEqual([passport.value, sport.value], ['paspoort@leuven.be', 'sport@leuven.be']);
  t.is(sport.pages.length, 2);
  t.is((await list('kind: TELEPHONE'))[0].value, '+3216272300');

  const plan = { id: sport.id, owner: 'sport', plan: 'Formulier op de pagina', retireBy: '2027-01-31' };
  t.like(await act(city, agent, 'planPublicAddress', plan), { code: 'FORBIDDEN' });
  t.like(await act(city, lead, 'planPublicAddress', { ...plan, owner: 'nergens' }), { field: 'owner' });
  t.like(await act(city, lead, 'planPublicAddress', { ...plan, retireBy: '2027-02-30' }), {
    field: 'retireBy',
  });
  t.is((await act(city, lead, 'planPublicAddress', plan)).__typename, 'PublicAddress');
  t.like(await count('EMAIL'), { published: 2, withoutOwner: 1, withoutPlan: 1 });

  await scan('2026-11-27T02:00:00Z', [['email', 'paspoort@leuven.be', 'paspoort']]);
  await scan('2026-11-21T02:00:00Z', []);
  t.like(await count('EMAIL'), { published: 1, gone: 1 }, 'an older scan that comes late changes nothing');
  const [gone] = await list('kind: EMAIL, state: GONE');
  t.like(gone, { value: 'sport@leuven.be', owner: { key: 'sport' }, goneSince: '2026-11-27T02:00:00.000Z' });
  t.deepEqual(
    (await list('kind: EMAIL, state: WITHOUT_OWNER')).map(({ value }: Answer) => value),
    ['paspoort@leuven.be'],
  );
});
