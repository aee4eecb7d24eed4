import type { FetchNode } from '@graphql-hive/router-query-planner';
import { Kind, parse } from 'graphql';
import { ask, note } from './ask.ts';
import { merge } from './merge.ts';
import { compileRewrites } from './rewrites.ts';
import type { Path, Run } from './run.ts';
import type { SubgraphRequest, SubgraphResult } from './subgraph.ts';
import type { PossibleTypes } from './types.ts';

/** A part of a plan; resolves when its part of the answer is in `run.data`, and never rejects. */
export type Step = (run: Run) => Promise<void> | undefined;

/** Makes the request for one run. */
export type RequestOf = (run: Run, more?: Record<string, unknown>) => SubgraphRequest;

/** Only the variables that the operation declares are sent; a request without any is made once. */
export function compileRequest(node: {
  operation: string;
  operationName?: string;
  variableUsages?: string[];
}): RequestOf {
  const { operation: document, operationName, variableUsages: usages = [] } = node;
  const constant: SubgraphRequest = { document, operationName };
  return (run, more) => {
    if (usages.length === 0 && !more) return constant;
    const variables: Record<string, unknown> = { ...more };
    for (const name of usages) if (Object.hasOwn(run.variables, name)) variables[name] = run.variables[name];
    return { document, operationName, variables };
  };
}

/** A fetch of root fields. */
export function compileFetch(node: FetchNode, possible: PossibleTypes): Step {
  const request = compileRequest(node);
  const take = compileTake(node, possible);
  return async (run) => take(run, await ask(run, node.serviceName, request(run)));
}

/** Puts a root result into the answer. */
export function compileTake(
  node: FetchNode,
  possible: PossibleTypes,
): (run: Run, result: SubgraphResult) => void {
  const rewrite = compileRewrites(node.outputRewrites, possible);
  const keys = rootKeys(node.operation);
  const roots: Path[] = keys.length > 0 ? keys.map((key) => [key]) : [[]];
  const placesOf = (path: Path | undefined): readonly Path[] => (path ? [path] : roots);
  return (run, { data, errors }) => {
    if (errors) note(run, errors, node.serviceName, placesOf);
    if (!data) return;
    rewrite?.(data);
    if (isEmpty(run.data)) run.data = data;
    else merge(run.data, data);
  };
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}

function rootKeys(operation: string): string[] {
  const [definition] = parse(operation).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return definition.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [(selection.alias ?? selection.name).value] : [],
  );
}
