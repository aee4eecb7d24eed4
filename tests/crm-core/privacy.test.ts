import { randomUUID } from 'node:crypto';
import test from 'ava';
import type { GraphQLField } from 'graphql';
import type { Identity } from '../../crm-core/ports.ts';
import { draft, known, link, nationalNumber, register } from './scenes.ts';
import { inputOf, mutationsOf, schemaOf, selectionOf } from './schema-walk.ts';
import { agent, citizen, expert, privacyOfficer, type World, world } from './world.ts';

/** Nobody else is called so, lives there or can be reached so. */
const number = nationalNumber(7);
const planted = {
  givenName: 'Plantijn',
  familyName: 'Geheimhouder',
  telephone: '+32470987654',
  email: 'plantijn@geheim.example',
  street: 'Verborgenstraat',
  question: 'Mijn buurman Xerxes heeft een hond.',
};

interface Planted {
  readonly city: World;
  readonly ids: Readonly<Record<string, string>>;
}

async function plantedCity(t: Parameters<typeof world>[0]): Promise<Planted> {
  const city = await world(t);
  const customerId = await known(city, {
    ...planted,
    nationalNumber: number,
    telephones: [planted.telephone],
    emails: [planted.email],
    address: { street: planted.street, houseNumber: '1', postcode: '3000', municipality: 'Leuven' },
  });
  const contactId = await draft(city);
  await link(city, contactId, customerId);
  const { reference, questions } = await register(city, contactId, [
    { kind: 'QUESTION', text: planted.question, outcome: 'CASE', handlerGroup: 'burgerzaken' },
  ]);
  const [{ case: file }] = questions;
  return { city, ids: { customerId, contactId, caseId: file.id, reference, caseReference: file.reference } };
}

const secrets = [...Object.values(planted), number];

function leaked(text: string): string[] {
  return secrets.filter((secret) => text.includes(secret));
}

const stranger: Identity = { ...expert, subject: 'expert-vreemd', groups: ['sport'] };
const outsiders: readonly (Identity | null)[] = [
  null,
  citizen(nationalNumber(8)),
  { ...citizen(''), subject: 'company-1', kind: 'entrepreneur', organisation: '0403449823' },
  stranger,
  { ...agent, subject: 'admin-1', roles: ['admin'] },
  { ...agent, subject: 'service-1', kind: 'service', roles: [] },
];

/** Every question of the published schema, with arguments that would find what was planted. */
function* questions(city: World, ids: Readonly<Record<string, string>>) {
  const fields = schemaOf(city.publicSdl).getQueryType()?.getFields() ?? {};
  for (const field of Object.values(fields)) {
    for (const value of [...Object.values(ids), ...secrets]) {
      yield { field: field.name, ...question(field, value) };
      if (!field.args.some(({ type }) => /^(ID|String)/.test(String(type)))) break;
    }
  }
}

function question(field: GraphQLField<unknown, unknown>, value: string) {
  const declared = field.args.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const variables = Object.fromEntries(
    field.args.map(({ name, type }) => [name, inputOf(type, '', {}, value)]),
  );
  const head = declared === '' ? 'query' : `query (${declared})`;
  const call = passed === '' ? field.name : `${field.name}(${passed})`;
  return { document: `${head} { ${call} ${selectionOf(field.type)} }`, variables };
}

/** What is there for everybody: a form without a login, and the link in a message. */
const forAnybody = new Set(['sendForm', 'confirmForm', 'confirmPromiseByLink']);

test('whoever has no business with a person is told nothing of him by any question of the whole schema (R201)', async (t) => {
  const { city, ids } = await plantedCity(t);
  const told: string[] = [];
  let seen = 0;
  for (const { field, document, variables } of questions(city, ids)) {
    const asked = JSON.stringify(variables);
    const own = (text: string) => leaked(text).filter((secret) => !asked.includes(secret));
    for (const identity of outsiders) {
      const answer = JSON.stringify(await city.answer(identity, document, { variables }));
      for (const secret of own(answer)) told.push(`${identity?.subject ?? 'nobody'} ${field}: ${secret}`);
    }
    if (own(JSON.stringify(await city.answer(agent, document, { variables }))).length > 0) seen += 1;
  }
  t.deepEqual(told, []);
  t.true(seen > 3, 'an agent is told by the same questions');
});

test('no mutation of the whole schema but those for everybody does anything for somebody who did not sign in, or who is not of the city (R201)', async (t) => {
  const { city, ids } = await plantedCity(t);
  const before = await city.sql('select count(*)::int as entries from audit_entry');
  const done: string[] = [];
  for (const { name, document, fields, input } of mutationsOf(schemaOf(city.publicSdl))) {
    if (forAnybody.has(name)) continue;
    const texts = Object.fromEntries(
      fields.filter(({ path }) => ids[path]).map(({ path }) => [path, ids[path] ?? '']),
    );
    for (const identity of [null, { ...agent, subject: 'service-1', kind: 'service' as const, roles: [] }]) {
      const { data, errors } = await city.answer(identity, document, { variables: { input: input(texts) } });
      const refused = errors?.some(({ extensions }) =>
        ['UNAUTHENTICATED', 'FORBIDDEN'].includes(String(extensions?.['code'])),
      );
      if (!refused) done.push(`${identity?.subject ?? 'nobody'} ${name}: ${JSON.stringify(data)}`);
    }
  }
  t.deepEqual(done, []);
  t.deepEqual(await city.sql('select count(*)::int as entries from audit_entry'), before);
});

test('every act that succeeds is logged, whatever mutation of the whole schema it came by (R200)', async (t) => {
  const { city, ids } = await plantedCity(t);
  const count = async () => Number((await city.sql('select count(*)::int as n from audit_entry'))[0]?.['n']);
  const logged: Record<string, boolean> = {};
  for (const { name, document, fields, input } of mutationsOf(schemaOf(city.publicSdl))) {
    const contactId = await draft(city);
    const fresh: Record<string, string> = { ...ids, contactId, channel: 'desk', handlerGroup: 'sport' };
    const named = fields.filter(({ path, required }) => fresh[path] && (required || path.endsWith('Id')));
    const texts = Object.fromEntries(named.map(({ path }) => [path, fresh[path] ?? '']));
    const before = await count();
    const { data } = await city.answer(agent, document, { variables: { input: input(texts) } });
    const answer = (data as Record<string, { __typename: string } | null> | undefined)?.[name];
    if (answer && !refusals.has(answer.__typename)) logged[name] = (await count()) > before;
  }
  t.deepEqual(
    Object.keys(logged).filter((name) => !logged[name]),
    [],
  );
  t.true(Object.keys(logged).length > 3);
});

test('every look at a person is logged, whatever question of the whole schema showed him (R200)', async (t) => {
  const { city, ids } = await plantedCity(t);
  const logged: Record<string, boolean> = {};
  for (const { field, document, variables } of questions(city, ids)) {
    const correlationid = randomUUID();
    const asked = JSON.stringify(variables);
    const answer = JSON.stringify(await city.answer(agent, document, { variables, correlationid }));
    if (!leaked(answer).some((secret) => !asked.includes(secret))) continue;
    const entries = await city.sql('select from audit_entry where correlationid = $1', [correlationid]);
    logged[field] = (logged[field] ?? true) && entries.length > 0;
  }
  t.deepEqual(
    Object.keys(logged).filter((name) => !logged[name]),
    [],
  );
  t.true(Object.keys(logged).length > 2);
});

const refusals = new Set(['InvalidInput', 'NotFound', 'Conflict']);

test('a national number lies nowhere in clear, and neither the audit trail nor an event that need not carry them holds a personal value (R202)', async (t) => {
  const { city, ids } = await plantedCity(t);
  await city.ask(agent, 'query ($id: ID!) { customer(id: $id) { displayName nationalNumber } }', {
    variables: { id: ids['customerId'] },
    purpose: 'identification',
  });
  const tables = await city.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const holding = async (value: string, of: readonly unknown[]) => {
    const held = [];
    for (const name of of) {
      const found = await city.sql(`select 1 from "${name}" as t where position($1 in t::text) > 0 limit 1`, [
        value,
      ]);
      if (found.length > 0) held.push(name);
    }
    return held;
  };
  const all = tables.map(({ name }) => name);
  t.deepEqual(await holding(number, all), []);
  t.true((await holding(planted.familyName, all)).includes('customer_record'));
  for (const secret of secrets)
    t.deepEqual(await holding(secret, ['audit_entry', 'idempotent_answer']), [], secret);
  const carriers = new Set(['crm.case.status-changed', 'crm.message.requested']);
  const others = city.events.filter(({ type }) => !carriers.has(type));
  t.deepEqual(leaked(JSON.stringify(others)), []);
  t.true(
    city.events.some(({ data }) => JSON.stringify(data).includes(number)),
    'the portal is told whose it is',
  );
});

test('what goes wrong says nothing of a person, in no answer and in no log (R202)', async (t) => {
  const { city } = await plantedCity(t);
  const said: string[] = [];
  for (const { name, document, fields, input } of mutationsOf(schemaOf(city.publicSdl))) {
    for (const secret of [number, planted.familyName, `${planted.email}\u0000`]) {
      const texts = Object.fromEntries(fields.map(({ path }) => [path, secret]));
      const { data, errors } = await city.answer(agent, document, { variables: { input: input(texts) } });
      const answer = (data as Record<string, { __typename: string } | null> | undefined)?.[name];
      const complaint = ['InvalidInput', 'NotFound', 'Conflict'].includes(answer?.__typename ?? '')
        ? answer
        : null;
      for (const found of leaked(JSON.stringify([errors, complaint]))) said.push(`${name}: ${found}`);
    }
  }
  const officer = await city.ask(privacyOfficer, 'query { auditHead { number } }');
  t.truthy(officer);
  t.deepEqual([...new Set(said)], []);
});
