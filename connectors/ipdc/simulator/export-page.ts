import type { SimulatedRequest } from '../../../hub/simulator.ts';
import { refusal } from './errors.ts';
import { wholeNumber } from './operations.ts';
import type { Priced } from './priced.ts';
import { liveForm } from './stream.ts';
import type { World } from './world.ts';

/** `GET /doc/instantie/export[/byLaatstOntvangen]`, last received last: a product that changes moves all behind it. */
export function exportPage({ stream }: World, { url, headers }: SimulatedRequest): Priced {
  const limit = wholeNumber(url, 'limit', 25, 1, 100);
  const index = wholeNumber(url, 'pageIndex', 0, 0, Number.MAX_SAFE_INTEGER);
  const since = url.searchParams.get('laatstOntvangenVanaf') ?? '1970-01-01T00:00:00Z';
  if (limit === undefined || index === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(since)) {
    return { answer: refusal(400, 'Ongeldige parameter.', 'Invalid parameter.'), tokens: 1 };
  }
  const received = [...stream.latest().values()]
    .filter(({ laatstOntvangen }) => laatstOntvangen.slice(0, 19) >= since.slice(0, 19))
    .sort((a, b) => (a.laatstOntvangen < b.laatstOntvangen ? -1 : 1));
  const member = received.slice(index * limit, (index + 1) * limit).map(liveForm);
  const last = Math.max(0, Math.ceil(received.length / limit) - 1);
  const address = (page: number) => {
    const query = new URLSearchParams(url.searchParams);
    query.set('pageIndex', String(page));
    return `http://${headers['host']}${url.pathname}?${query}`;
  };
  const body = {
    '@id': address(index),
    '@type': 'hydra:Collection',
    hydraPageIndex: index,
    hydraLimit: limit,
    hydraTotalItems: received.length,
    hydraMember: member,
    hydraView: {
      '@id': address(index),
      '@type': 'hydra:PartialCollectionView',
      hydraFirst: address(0),
      ...(index > 0 && { hydraPrevious: address(index - 1) }),
      ...(index < last && { hydraNext: address(index + 1) }),
      hydraLast: address(last),
    },
  };
  return { answer: { status: 200, body }, tokens: Math.max(1, member.length) };
}
