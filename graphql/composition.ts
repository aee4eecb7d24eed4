import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, type GraphQLError, parse } from 'graphql';

/** Subgraph name → SDL. */
export type Offers = ReadonlyMap<string, string>;

/** Why a subgraph is not in the graph, or not in its newest form. */
export interface Fault {
  readonly subgraph: string;
  /** `Type.field` (or `Type`) where the fault could be placed. */
  readonly coordinate?: string | undefined;
  /** The composer's rule, such as `FIELD_TYPE_MISMATCH`. */
  readonly code: string;
  readonly message: string;
}

export interface Composition {
  /** What was composed: each subgraph in the newest form that fits. */
  readonly accepted: Offers;
  readonly faults: readonly Fault[];
  readonly sdl: string;
  readonly publicSdl: string;
}

/**
 * Composes what is offered. When the whole does not compose, one subgraph is looked for without whose change the rest does; if
 * there is more than one at fault, they are taken up in turn on top of what was accepted last. What does not fit is left in
 * its last accepted form (or out) with its faults told.
 */
export function compose(offers: Offers, accepted: Offers): Composition | { faults: readonly Fault[] } {
  const whole = tryCompose(offers);
  if (whole.composed) return { accepted: offers, faults: [], ...whole.composed };
  const changed = [...offers].filter(([name, sdl]) => accepted.get(name) !== sdl);
  return withoutOne(offers, accepted, changed) ?? oneByOne(offers, accepted, changed);
}

type Offer = readonly [name: string, sdl: string];

function withoutOne(offers: Offers, accepted: Offers, changed: readonly Offer[]): Composition | undefined {
  for (const [name, sdl] of changed) {
    const before = accepted.get(name);
    const others = new Map([...offers].filter(([other]) => other !== name));
    const fitting = before === undefined ? others : others.set(name, before);
    const { composed } = tryCompose(fitting);
    if (composed) return { accepted: fitting, faults: faultsOf(name, sdl, fitting), ...composed };
  }
  return undefined;
}

function oneByOne(
  offers: Offers,
  accepted: Offers,
  changed: readonly Offer[],
): Composition | { faults: readonly Fault[] } {
  let fitting: Offers = new Map([...accepted].filter(([name]) => offers.has(name)));
  let refused = changed;
  for (let before = -1; refused.length !== before; ) {
    before = refused.length;
    refused = refused.filter(([name, sdl]) => {
      const candidate = new Map(fitting).set(name, sdl);
      if (!tryCompose(candidate).composed) return true;
      fitting = candidate;
      return false;
    });
  }
  const faults = refused.flatMap(([name, sdl]) => faultsOf(name, sdl, fitting));
  const { composed } = tryCompose(fitting);
  return composed ? { accepted: fitting, faults, ...composed } : { faults };
}

function faultsOf(name: string, sdl: string, fitting: Offers): Fault[] {
  const { errors = [] } = tryCompose(new Map(fitting).set(name, sdl));
  return errors.map((error) => faultOf(error, name, sdl));
}

type Attempt =
  | { readonly composed: { readonly sdl: string; readonly publicSdl: string }; readonly errors?: undefined }
  | { readonly composed?: undefined; readonly errors: readonly GraphQLError[] };

function tryCompose(offers: Offers): Attempt {
  if (offers.size === 0) return { errors: [] };
  const services: { name: string; url: string; typeDefs: DocumentNode }[] = [];
  try {
    for (const [name, sdl] of offers) services.push({ name, url: `graph://${name}`, typeDefs: parse(sdl) });
    const result = composeServices(services);
    return result.errors
      ? { errors: result.errors }
      : { composed: { sdl: result.supergraphSdl, publicSdl: result.publicSdl } };
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
}

function faultOf(error: GraphQLError, name: string, sdl: string): Fault {
  const code = error.extensions?.['code'];
  return {
    subgraph: name,
    coordinate: coordinateIn(error.message, sdl),
    code: typeof code === 'string' ? code : 'INVALID_GRAPHQL',
    message: error.message.replace(/^\[[^\]]*\]\s*/, ''),
  };
}

/** The first `Type.field` or `Type` in the composer's words that the subgraph itself speaks of. */
function coordinateIn(message: string, sdl: string): string | undefined {
  const quoted = message.matchAll(/["`]([A-Z_]\w*(?:\.\w+)?)(?:\([^)]*\))?["`]/gi);
  for (const [, coordinate = ''] of quoted) {
    const words = coordinate.split('.');
    if (/^[A-Z]/.test(coordinate) && words.every((word) => new RegExp(`\\b${word}\\b`).test(sdl)))
      return coordinate;
  }
  return undefined;
}
