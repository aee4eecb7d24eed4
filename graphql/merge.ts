import { type Entity, isEntity } from './run.ts';

/** Adds what another source knows of the same object; the later source is nearer to the data (a concrete type). */
export function merge(target: Entity, source: Entity): void {
  for (const key in source) {
    const value = source[key];
    const known = target[key];
    if (known === undefined || known === null) target[key] = value;
    else if (value !== null) target[key] = typeof value === 'object' ? merged(known, value) : value;
  }
}

function merged(known: unknown, value: object): unknown {
  if (typeof known === 'object' && known !== null) mergeValue(known, value);
  return known;
}

function mergeValue(known: object, value: object): void {
  if (known === value) return;
  if (Array.isArray(known)) {
    if (Array.isArray(value)) mergeList(known, value);
  } else if (isEntity(value)) {
    merge(known as Entity, value);
  }
}

/** Two sources tell the same list in the same order (`@shareable`); lists of other lengths are not of one thing. */
function mergeList(known: unknown[], value: unknown[]): void {
  if (known.length !== value.length) return;
  for (let index = 0; index < known.length; index++) {
    const item = known[index];
    const other = value[index];
    if (item === null || item === undefined) known[index] = other;
    else if (typeof item === 'object' && typeof other === 'object' && other !== null) mergeValue(item, other);
  }
}
