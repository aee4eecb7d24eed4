import { randomUUID } from 'node:crypto';
import test from 'ava';
import { act, filed, lamp, north, parking, roads, seen } from './case-scenes.ts';
import { product } from './scenes.ts';
import { agent, world } from './world.ts';

test('a known plan is found by place, product and period at the first contact, told, and kept as told (R154)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product({ productNumber: 'P-lamp', name: 'Straatlamp' }));
  const plan = {
    title: 'Lampen Philipssite',
    told: 'De lampen komen wanneer de omgeving klaar is, in maart.',
    handlerGroup: 'openbaar-domein',
    productNumbers: ['P-lamp'],
    place: lamp,
    radiusMetres: 300,
    startsOn: '2026-10-01',
    endsOn: '2027-03-31',
  };
  const publish = (changes: object) =>
    act(
      city,
      roads,
      'publishPlan',
      { ...plan, ...changes },
      '__typename ... on KnownPlan { id } ... on InvalidInput { field }',
    );
  t.like(await publish({ endsOn: '2026-09-01' }), { field: 'endsOn' });
  t.like(await publish({ productNumbers: ['P-nergens'] }), { field: 'productNumbers' });
  const { id } = await publish({});
  await publish({ title: 'Voorbij', startsOn: '2026-01-01', endsOn: '2026-11-22' });
  await publish({ title: 'Elders', place: north(5_000) });
  const refused = await city.answer(
    parking,
    'mutation ($input: PublishPlanInput!) { publishPlan(input: $input) { __typename } }',
    { variables: { input: { idempotencyKey: randomUUID(), ...plan } } },
  );
  t.is(refused.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  const found = async (product: string, place: object = north(200)) =>
    (
      await city.ask(
        agent,
        `query ($place: PlaceInput!) { knownPlans(place: $place, productNumber: "${product}") { id told } }`,
        { variables: { place } },
      )
    ).knownPlans;
  t.deepEqual(await found('P-lamp'), [{ id, told: plan.told }]);
  t.deepEqual(await found('P-anders'), []);
  t.deepEqual(await found('P-lamp', north(400)), []);

  const report = await filed(city);
  await act(city, agent, 'tellPlan', { planId: id, caseId: report.id }, '__typename');
  t.deepEqual((await seen(city, roads, report.id, 'plansTold { actorName plan { title } }')).plansTold, [
    { actorName: 'Els Peeters', plan: { title: 'Lampen Philipssite' } },
  ]);
  await act(city, roads, 'withdrawPlan', { planId: id }, '__typename');
  t.deepEqual(await found('P-lamp'), []);
});
