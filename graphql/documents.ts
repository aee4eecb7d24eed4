import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { graphError } from './errors.ts';
import { Lru } from './lru.ts';
import { compileOperation, type Operation } from './operation.ts';
import type { Supergraph } from './supergraph.ts';

/** Looks at a document before it is validated: throws a `GraphQLError` to refuse it, or returns a look at each run. */
export type DocumentRule = (
  document: DocumentNode,
  schema: GraphQLSchema,
  operationName?: string,
) => RunRule | undefined;

/** Looks at the coerced variables of one run: answers why it is refused, and may add to what is reported of the run. */
export type RunRule = (
  variables: Readonly<Record<string, unknown>>,
  report: Record<string, unknown>,
) => GraphQLError | undefined;

/** A document that may be run, or why not. */
export type Prepared =
  | { readonly operation: Operation; readonly rules: readonly RunRule[] }
  | { readonly errors: readonly GraphQLError[] };

export interface DocumentsOptions {
  readonly rules?: readonly DocumentRule[];
  /** Parsing stops at this many tokens. */
  readonly maxTokens?: number;
  /** How many compiled documents are kept. */
  readonly bound?: number;
  /** Whether a validation error may say what was perhaps meant, which tells of the schema. */
  readonly suggestions?: boolean;
}

/** Longer documents are not kept, so that what is kept has a bound in bytes too. */
const longest = 32_768;

/** Parses, checks and compiles each document once per supergraph. */
export function createDocuments(options: DocumentsOptions) {
  const { bound = 1000 } = options;
  let kept = new Lru<string, Prepared>(bound);
  let generation = -1;
  return (supergraph: Supergraph, text: string, operationName: string | undefined): Prepared => {
    if (supergraph.generation !== generation) {
      kept = new Lru(bound);
      generation = supergraph.generation;
    }
    if (text.length > longest) return prepare(supergraph, text, operationName, options);
    const key = operationName === undefined ? text : `${operationName}\n${text}`;
    return kept.get(key) ?? kept.set(key, prepare(supergraph, text, operationName, options));
  };
}

function prepare(
  supergraph: Supergraph,
  text: string,
  operationName: string | undefined,
  { rules = [], maxTokens, suggestions = true }: DocumentsOptions,
): Prepared {
  try {
    const document = read(text, maxTokens);
    const runRules = rules.flatMap((rule) => rule(document, supergraph.schema, operationName) ?? []);
    const errors = validate(supergraph.schema, document, specifiedRules, { maxErrors: 20 });
    if (errors.length > 0) return { errors: errors.map((error) => invalid(error, suggestions)) };
    return { operation: compileOperation(supergraph, document, operationName), rules: runRules };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

function read(text: string, maxTokens: number | undefined): DocumentNode {
  const document = parsed(text, maxTokens);
  visit(document, { Field: ({ alias }) => refuseReserved(alias?.value) });
  if (document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)) return document;
  throw graphError('The document has no operation.', 'GRAPHQL_VALIDATION_FAILED', { status: 400 });
}

function parsed(text: string, maxTokens: number | undefined): DocumentNode {
  try {
    return parse(text, maxTokens === undefined ? {} : { maxTokens });
  } catch (error) {
    throw unreadable(error);
  }
}

/** The parser is recursive: what nests deeper than its stack is refused like any other document that cannot be read. */
function unreadable(error: unknown): GraphQLError {
  const extensions = { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } };
  return error instanceof GraphQLError
    ? new GraphQLError(error.message, { source: error.source, positions: error.positions, extensions })
    : new GraphQLError('Syntax Error: the document nests too deep.', { extensions });
}

/** The specification reserves these names; as keys of an answer they would collide with ours and with `__proto__`. */
function refuseReserved(alias: string | undefined): void {
  if (!alias?.startsWith('__')) return;
  throw graphError('An alias may not start with "__".', 'GRAPHQL_VALIDATION_FAILED', { status: 400 });
}

function invalid(error: GraphQLError, suggestions: boolean): GraphQLError {
  const message = suggestions ? error.message : error.message.replace(/ Did you mean .*\?$/s, '');
  return new GraphQLError(message, {
    ...(error.nodes && { nodes: error.nodes }),
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  });
}
