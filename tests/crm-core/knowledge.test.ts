import test from 'ava';
import { microseconds } from '../../crm-core/knowledge/keep-product.ts';
import { product } from './scenes.ts';
import { type Answer, agent, world } from './world.ts';

async function catalogue(t: Parameters<typeof world>[0]) {
  const city = await world(t);
  const tell = (changes: object) => city.tell('crm.product.record', product(changes));
  await tell({});
  await tell({
    productNumber: 'P-2',
    name: 'Grofvuil laten ophalen',
    searchTerms: ['oude zetel', 'matras'],
    descriptionHtml: '<p>Wij halen groot huisvuil bij u op.</p>',
    executingAuthorities: ['OVO000001', 'https://data.leuven.be/id/dienst/afval-en-milieu'],
  });
  await tell({
    productNumber: 'P-3',
    name: 'Bewonerskaart',
    searchTerms: ['parkeerkaart'],
    descriptionHtml: '<p>Parkeren in uw straat.</p>',
    executingAuthorities: [],
  });
  await tell({
    productNumber: 'P-4',
    name: 'Identiteitskaart',
    searchTerms: ['eID', 'pas'],
    descriptionHtml: '<p>Aanvraag &eacute;n vernieuwing.</p>',
    archived: true,
  });
  const find = async (search: string, rest = '') => {
    const question = `query ($search: String!) { products(search: $search ${rest}) { edges { node { name } } } }`;
    const { products } = await city.ask(null, question, { variables: { search } });
    return products.edges.map(({ node }: Answer) => node.name);
  };
  return { city, tell, find };
}

test('products are found by plain words, other forms of a word, the beginning of one, and whatever accents', async (t) => {
  const { find } = await catalogue(t);
  t.deepEqual(await find('paspoorten'), ['Reispaspoort']);
  t.deepEqual(await find('reispas'), ['Reispaspoort']);
  t.deepEqual(await find('oude matras'), ['Grofvuil laten ophalen']);
  t.deepEqual(await find('ophalen van huisvuil'), ['Grofvuil laten ophalen']);
  t.deepEqual(await find('PARKEERKÁÁRT'), ['Bewonerskaart']);
  t.deepEqual(await find('parkeerkaart verliezen'), ['Bewonerskaart'], 'what has the most words');
  t.deepEqual(await find('zwemles'), []);
});

test('what is asked in any characters is only looked for', async (t) => {
  const { find } = await catalogue(t);
  for (const search of [
    "'; drop table product; --",
    "a' & b:* | !c <-> (",
    ':*',
    '\\',
    '🙂',
    'de',
    '!!!',
    'pas'.repeat(500),
  ])
    await t.notThrowsAsync(find(search));
  t.deepEqual(
    await find(''),
    ['Bewonerskaart', 'Grofvuil laten ophalen', 'Reispaspoort'],
    'all that are offered',
  );
});

test('an archived product is not offered, and still there for what refers to it', async (t) => {
  const { city, find } = await catalogue(t);
  t.deepEqual(await find('identiteitskaart'), []);
  t.deepEqual((await city.ask(agent, '{ product(productNumber: "P-4") { name archived } }')).product, {
    name: 'Identiteitskaart',
    archived: true,
  });
});

test('a product names the group that handles it, or the contact centre', async (t) => {
  const { city } = await catalogue(t);
  const groupOf = async (number: string) =>
    (await city.ask(null, `{ product(productNumber: "${number}") { handlerGroup { name } } }`)).product
      .handlerGroup.name;
  t.is(await groupOf('P-2'), 'Afval en milieu');
  t.is(await groupOf('P-3'), 'Klantencontactcentrum');
});

test('the newest version of a product stands, to the microsecond, whenever it arrives', async (t) => {
  const { city, tell } = await catalogue(t);
  const nameOf = async () =>
    (await city.ask(null, '{ product(productNumber: "P-1") { name } }')).product.name;
  await tell({ name: 'Nieuwste', generatedAt: '2026-11-20T10:00:00.000003Z' });
  await tell({ name: 'Ouder', generatedAt: '2026-11-20T10:00:00.000002Z' });
  await tell({ name: 'Gelijk', generatedAt: '2026-11-20T10:00:00.000003Z' });
  t.is(await nameOf(), 'Nieuwste');
  t.is(microseconds('2026-11-20T10:00:00.5Z') - microseconds('2026-11-20T10:00:00.499999Z'), 1n);
});

test('a newer version that says the same only moves the instant, which older versions still cannot pass', async (t) => {
  const { city, tell } = await catalogue(t);
  const kept = () => city.prisma.product.findUniqueOrThrow({ where: { productNumber: 'P-1' } });
  const { recordedAt } = await kept();
  city.clock.now = new Date('2026-11-24T09:00:00Z');
  await tell({ generatedAt: '2026-11-22T10:00:00Z' });
  await tell({ generatedAt: '2026-11-21T10:00:00Z', name: 'Ouder' });
  t.like(await kept(), {
    name: 'Reispaspoort',
    recordedAt,
    generatedAt: microseconds('2026-11-22T10:00:00Z'),
  });
});

test('of versions that arrive at the same moment the newest stands', async (t) => {
  const { city, tell } = await catalogue(t);
  const versions = Array.from({ length: 8 }, (_, index) => ({
    productNumber: 'P-5',
    name: `Versie ${index}`,
    generatedAt: `2026-11-20T10:00:00.00000${index}Z`,
    executingAuthorities: ['https://data.leuven.be/id/dienst/afval-en-milieu'],
  }));
  await Promise.all([...versions.slice(4), ...versions.slice(0, 4)].map(tell));
  t.like(await city.prisma.product.findUniqueOrThrow({ where: { productNumber: 'P-5' } }), {
    name: 'Versie 7',
    handlerGroupKey: 'afval-en-milieu',
    generatedAt: microseconds('2026-11-20T10:00:00.000007Z'),
  });
});

test('products come in pages', async (t) => {
  const { city } = await catalogue(t);
  const question =
    'query ($after: String) { products(first: 2, after: $after) { edges { node { name } } pageInfo { hasNextPage endCursor } } }';
  const { products: first } = await city.ask(null, question);
  const { products: second } = await city.ask(null, question, {
    variables: { after: first.pageInfo.endCursor },
  });
  t.deepEqual(
    [first, second].map((page) => page.edges.map(({ node }: Answer) => node.name)),
    [['Bewonerskaart', 'Grofvuil laten ophalen'], ['Reispaspoort']],
  );
  const { errors } = await city.answer(null, '{ products(first: 101) { edges { cursor } } }');
  t.is(errors?.[0]?.extensions?.['code'], 'BAD_USER_INPUT');
});
