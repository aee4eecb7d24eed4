import type { GraphResult } from './execute.ts';
import { merge } from './merge.ts';
import type { Operation } from './operation.ts';
import type { Run } from './run.ts';

/** The client's answer, once every part of the plan has done what it could. */
export function finish(operation: Operation, run: Run): GraphResult {
  if (operation.introspect) {
    const { data, errors } = operation.introspect(run.variables);
    merge(run.data, data);
    run.errors.push(...errors);
  }
  const data = operation.project(run.data, run);
  return run.errors.length > 0 ? { data, errors: run.errors } : { data };
}
