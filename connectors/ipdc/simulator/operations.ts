import type { SimulatedRequest } from '../../../hub/simulator.ts';

const operations: readonly (readonly [RegExp, string])[] = [
  [/^\/admin\//, 'admin'],
  [/^\/id\/(instantie|instantiesnapshot)(\/|$)/, 'redirect'],
  [/^\/doc\/instantiesnapshot$/, 'snapshot'],
  [/^\/doc\/instantiesnapshot\/[^/]+$/, 'version'],
  [/^\/doc\/instantie\/export(\/byLaatstOntvangen)?$/, 'export'],
  [/^\/doc\/instantie\/[^/]+$/, 'instance'],
  [/^\/me$/, 'me'],
];

/** The word by which faults and counts name a request. */
export function operationOf({ url }: SimulatedRequest): string {
  return operations.find(([path]) => path.test(url.pathname))?.[1] ?? 'unknown';
}

/** A whole number of a query within bounds; `otherwise` where it is absent, undefined where it is wrong. */
export function wholeNumber(url: URL, name: string, otherwise: number, least: number, most: number) {
  const text = url.searchParams.get(name);
  if (text === null) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
