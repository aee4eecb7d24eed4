import test from 'ava';
import { isEnterpriseNumber } from '../../crm-core/customers/belgium/enterprise-number.ts';
import { isNationalNumber } from '../../crm-core/customers/belgium/national-number.ts';
import { households, organisations } from '../../crm-core/demo-people.ts';
import { seedDemoWorld } from '../../crm-core/demo-world.ts';
import { agent, citizen, world } from './world.ts';

test("every number of the demo world has the right check digits, and none can be anybody's", (t) => {
  for (const { nationalNumber } of households.flatMap(({ members }) => members)) {
    t.true(isNationalNumber(nationalNumber));
    t.true(Number(nationalNumber.slice(2, 4)) > 60);
  }
  for (const { kind, number } of organisations) if (kind === 'company') t.true(isEnterpriseNumber(number));
});

test('the demo world is seeded once, with households that share a number and cases under way', async (t) => {
  const city = await world(t);
  await seedDemoWorld(city.prisma, city.ports);
  await seedDemoWorld(city.prisma, city.ports);

  t.is(await city.prisma.customerRecord.count(), 40);
  const [home] = households;
  const { searchCustomers } = await city.ask(
    agent,
    'query ($text: String!) { searchCustomers(text: $text) { customer { displayName history { edges { node { summary } } } } } }',
    { variables: { text: home?.telephone } },
  );
  t.deepEqual(
    searchCustomers.map(({ customer }: { customer: { displayName: string } }) => customer.displayName).sort(),
    ['Jan Peeters', 'Lotte Peeters', 'Sofie Aerts'],
  );
  const [jan] = await city.prisma.customerRecord.findMany({ where: { givenName: 'Jan' } });
  const own = await city.ask(
    citizen('84651200313'),
    'query ($id: ID!) { customer(id: $id) { birthDate openCases { title state } history { edges { node { summary } } } } }',
    { variables: { id: jan?.id } },
  );
  t.is(own.customer.birthDate, '1984-05-12');
  t.is(own.customer.history.edges.length, 2);
  t.is(own.customer.openCases[0].state, 'ASSIGNED');
});
