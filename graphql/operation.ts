import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  print,
  type VariableDefinitionNode,
} from 'graphql';
import { graphError } from './errors.ts';
import { type Fragments, fragmentsOf } from './fragments.ts';
import { compileIntrospection, type Introspect } from './introspection.ts';
import { compilePlan, type Plan } from './plan.ts';
import type { Planner } from './planner.ts';
import { compileProjection } from './projection.ts';
import type { Entity, Run } from './run.ts';
import { collectFields } from './selection.ts';
import type { Supergraph } from './supergraph.ts';
import { withoutMeta } from './without-meta.ts';

/** One operation of one document, compiled against one supergraph. */
export interface Operation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly plan: Plan;
  readonly rootFields: readonly string[];
  readonly introspect: Introspect | undefined;
  project(data: Entity, run: Run): Entity | null;
  /** The coerced variables, or what is wrong with those given. */
  variables(
    given: Readonly<Record<string, unknown>> | undefined,
  ): { readonly values: Readonly<Record<string, unknown>> } | { readonly errors: readonly GraphQLError[] };
}

/** Throws a `GraphQLError` for the client when the document has no such operation. The document is valid already. */
export function compileOperation(
  supergraph: Supergraph,
  document: DocumentNode,
  operationName: string | undefined,
): Operation {
  const operation = chooseOperation(document, operationName);
  const fragments = fragmentsOf(document);
  const { schema, planner, possible } = supergraph;
  if (!schema.getRootType(operation.operation)) {
    throw graphError(`This graph has no ${operation.operation}.`, 'GRAPHQL_VALIDATION_FAILED', {
      status: 400,
    });
  }
  const asked = withoutMeta(operation, fragments);
  const planned = asked && planOf(planner, print(asked), operation.name?.value);
  const definitions = operation.variableDefinitions ?? [];
  return {
    kind: operation.operation,
    rootFields: rootFieldsOf(operation, fragments),
    plan: compilePlan(planned, possible, operation.operation === 'mutation'),
    introspect: compileIntrospection(schema, operation, fragments),
    project: compileProjection(schema, operation, fragments),
    variables(given) {
      if (definitions.length === 0) return noVariables;
      return coerce(schema, definitions, given ?? {});
    },
  };
}

function coerce(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Readonly<Record<string, unknown>>,
): ReturnType<Operation['variables']> {
  try {
    const coerced = getVariableValues(schema, definitions, given, { maxErrors: 10 });
    return coerced.errors ? { errors: coerced.errors } : { values: coerced.coerced };
  } catch (error) {
    // an input type that holds itself can be nested deeper than the stack
    if (error instanceof RangeError) return { errors: [new GraphQLError('The variables nest too deep.')] };
    throw error;
  }
}

/** A valid document that no combination of sources can answer: a fault of the graph, not of the client. */
function planOf(planner: Planner, document: string, operationName: string | undefined): PlanNode | undefined {
  try {
    return planner.plan(document, operationName).node;
  } catch (error) {
    throw unplannable(error);
  }
}

function unplannable(cause: unknown): GraphQLError {
  return new GraphQLError('The sources of this graph cannot answer this document together.', {
    originalError: cause instanceof Error ? cause : null,
    extensions: { code: 'INTERNAL', http: { status: 500 } },
  });
}

function rootFieldsOf(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const set = { selectionSet: operation.selectionSet, condition: [] };
  return collectFields([set], fragments, () => true).map(({ name }) => name);
}

const noVariables = { values: {} };

function chooseOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [first, ...others] = name
    ? operations.filter((operation) => operation.name?.value === name)
    : operations;
  if (first && others.length === 0) return first;
  throw graphError(
    name
      ? 'The document has no operation of that name.'
      : 'The document has several operations: give operationName.',
    'BAD_REQUEST',
    { status: 400 },
  );
}
