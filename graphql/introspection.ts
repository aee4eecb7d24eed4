import { executeSync, type GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Fragments } from './fragments.ts';
import type { Entity } from './run.ts';
import { keepMeta } from './without-meta.ts';

export type Introspect = (variables: Readonly<Record<string, unknown>>) => {
  readonly data: Entity;
  readonly errors: readonly GraphQLError[];
};

/** Answers `__schema` and `__type` from the public schema; undefined when neither is asked. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Introspect | undefined {
  const document = keepMeta(operation, fragments);
  if (!document) return undefined;
  return (variableValues) => {
    const { data, errors } = executeSync({ schema, document, variableValues });
    return { data: { ...data }, errors: errors ?? [] };
  };
}
