import type { Fault, SimulatedAnswer, SimulatedRequest } from '../../../hub/simulator.ts';
import { refusal } from './errors.ts';
import { type Corruption, corruptions, type World } from './world.ts';

type Body = Readonly<Record<string, unknown>>;

/** What the world outside would do: editors who change products, and a remote that misbehaves. */
export function answerAdmin(world: World, { method, url, body }: SimulatedRequest): SimulatedAnswer {
  const [subject = '', key = '', act] = url.pathname.split('/').slice(2).map(decodeURIComponent);
  if (method === 'GET' && subject === 'state') return { status: 200, body: state(world) };
  if (method !== 'POST') return refusal(405, 'Alleen POST.', 'POST only.');
  const given = (body === '' ? {} : JSON.parse(body)) as Body;
  if (subject === 'products') return change(world, key, act, given);
  return (
    settings[subject]?.(world, given) ?? refusal(404, 'Dit pad bestaat niet.', 'This path does not exist.')
  );
}

const acts: Readonly<Record<string, Body>> = {
  archive: { gearchiveerd: true },
  dearchive: { gearchiveerd: false },
};

/** Fields of the body replace those of the product; null removes one. */
function change(
  { stream }: World,
  productNumber: string,
  act: string | undefined,
  patch: Body,
): SimulatedAnswer {
  const snapshot = stream.change(productNumber, act === undefined ? patch : (acts[act] ?? {}), new Date());
  if (!snapshot) return refusal(404, 'Product niet gevonden.', 'Product not found.');
  return { status: 201, body: { id: snapshot['@id'], generatedAtTime: snapshot.generatedAtTime } };
}

const settings: Readonly<Record<string, (world: World, given: Body) => SimulatedAnswer>> = {
  faults: ({ faults }, given) => {
    faults.add(given as unknown as Fault);
    return { status: 204 };
  },
  corrupt: ({ corrupted }, { pageNumber, how }) => {
    if (!corruptions.includes(how as Corruption))
      return refusal(400, 'Onbekende fout.', 'Unknown corruption.');
    corrupted.set(Number(pageNumber), how as Corruption);
    return { status: 204 };
  },
  limit: ({ bucket }, { tokens, refillSeconds }) => {
    bucket.configure(Number(tokens), Number(refillSeconds) * 1000);
    return { status: 204 };
  },
  key: (world, { apiKey }) => {
    world.apiKey = String(apiKey);
    return { status: 204 };
  },
};

function state({ stream, asked }: World) {
  const products = [...stream.latest().values()];
  return {
    events: stream.eventCount,
    pages: stream.pageCount(25),
    products: products.length,
    archived: products.filter(({ gearchiveerd }) => gearchiveerd).length,
    asked: Object.fromEntries(asked),
  };
}
