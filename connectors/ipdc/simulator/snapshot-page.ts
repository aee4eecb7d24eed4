import type { SimulatedAnswer, SimulatedRequest } from '../../../hub/simulator.ts';
import { refusal } from './errors.ts';
import { wholeNumber } from './operations.ts';
import type { Priced } from './priced.ts';
import type { Snapshot } from './stream.ts';
import type { Corruption, World } from './world.ts';

const generatedAt = 'http://www.w3.org/ns/prov#generatedAtTime';

/** `GET /doc/instantiesnapshot`: without a page number the last page. */
export function snapshotPage(world: World, { url, headers }: SimulatedRequest): Priced {
  const limit = wholeNumber(url, 'limit', 25, 1, 100);
  const product = url.searchParams.get('instantie');
  if (limit === undefined || !world.stream.allows(limit)) {
    return { answer: refusal(400, 'Ongeldige limiet.', 'Invalid limit.'), tokens: 1 };
  }
  const events = product === null ? undefined : world.stream.of(product);
  const pages = events ? Math.max(1, Math.ceil(events.length / limit)) : world.stream.pageCount(limit);
  const number = wholeNumber(url, 'pageNumber', pages - 1, 0, Number.MAX_SAFE_INTEGER);
  if (number === undefined) return { answer: refusal(400, 'Ongeldige pagina.', 'Invalid page.'), tokens: 1 };
  if (number >= pages) return { answer: refusal(404, 'Pagina niet gevonden.', 'Page not found.'), tokens: 1 };
  const members =
    events?.slice(number * limit, (number + 1) * limit).reverse() ?? world.stream.page(number, limit);
  const address = (page: number) =>
    `http://${headers['host']}/doc/instantiesnapshot?limit=${limit}&pageNumber=${page}`;
  const page = envelope(misarranged(world, members), address, number, pages);
  return { answer: spoilt(page, world.corrupted.get(number) ?? 'none'), tokens: Math.max(1, members.length) };
}

function misarranged({ faults }: World, members: readonly Snapshot[]) {
  const ordered = faults.take('reorder', 'snapshot') ? members.toReversed() : members;
  return faults.take('repeat', 'snapshot') ? [...ordered, ...ordered] : ordered;
}

/** The relations carry the oldest and the newest instant of this page, not of the page they point to. */
function envelope(
  member: readonly Snapshot[],
  address: (page: number) => string,
  number: number,
  pages: number,
) {
  const relation = (page: number, type: string, value: string | undefined) =>
    page < 0 || page >= pages ? [] : [{ node: address(page), path: generatedAt, value, '@type': type }];
  return {
    timestampPath: generatedAt,
    versionOfPath: 'http://purl.org/dc/terms/isVersionOf',
    view: {
      '@id': address(number),
      '@type': 'Node',
      relation: [
        ...relation(number - 1, 'LessThanOrEqualToRelation', member.at(-1)?.generatedAtTime),
        ...relation(number + 1, 'GreaterThanOrEqualToRelation', member[0]?.generatedAtTime),
      ],
    },
    '@context': [
      'https://ipdc.simulator.example/ldes.jsonld',
      'https://ipdc.simulator.example/ipdc-lpdc-im.jsonld',
    ],
    '@id': address(number),
    '@type': 'EventStream',
    member,
  };
}

function spoilt(page: ReturnType<typeof envelope>, how: Corruption): SimulatedAnswer {
  switch (how) {
    case 'none':
      return { status: 200, body: page };
    case 'truncated':
      return { status: 200, body: JSON.stringify(page).slice(0, -200) };
    case 'not-json':
      return { status: 200, body: '<html><body>Even geduld</body></html>' };
    case 'no-members':
      return { status: 200, body: { ...page, member: undefined } };
    case 'member':
      return {
        status: 200,
        body: { ...page, member: [{ ...page.member[0], naam: 42 }, ...page.member.slice(1)] },
      };
  }
}
