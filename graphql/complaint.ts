import type { Path, Run } from './run.ts';

/**
 * Notes why a value could not be given and answers null. Silent where an error is told already for the same place:
 * one cause is one error.
 */
export function complain(run: Run, depth: number, message: string): null {
  const path = run.path.slice(0, depth);
  if (!run.errors.some((error) => !error.path || related(error.path, path))) {
    run.errors.push({ message, path, extensions: { code: 'UPSTREAM_ERROR' } });
  }
  return null;
}

/** An error at a list concerns all of its items, so indexes are compared only where both have one. */
function related(known: Path, path: Path): boolean {
  const length = Math.min(known.length, path.length);
  for (let at = 0; at < length; at++) if (known[at] !== path[at]) return false;
  return true;
}
