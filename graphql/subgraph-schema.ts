import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  concatAST,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
} from 'graphql';
import { entityField, entityResolvers } from './entities.ts';
import {
  directiveDefinitions,
  federationLink,
  linksFederation,
  undeclaredDirectives,
} from './federation-directives.ts';

/** Type name → field name → resolver, as `@graphql-tools/schema` takes them, with two more for an entity:
 *  `__resolveReference(reference, context)` for one, or `__resolveReferences(references, context)` for all at once. */
// biome-ignore lint/suspicious/noExplicitAny: a resolver's argument types are its author's, checked against the SDL by running it
export type Resolvers = Record<string, any>;

/** The SDL that is offered to the graph: with its `@link` if the author left it out. */
export function subgraphSdl(typeDefs: string): string {
  const document = parse(typeDefs);
  return linksFederation(document) ? typeDefs : federationLink(undeclaredDirectives(document)) + typeDefs;
}

/** An executable schema of one subgraph, with `_service` and `_entities`. */
export function subgraphSchema(typeDefs: string, resolvers: Resolvers): GraphQLSchema {
  const document = withoutLinks(parse(typeDefs));
  const entities = entityNames(document);
  const added = parse(`
    scalar _Any
    type _Service { sdl: String! }
    ${entities.length > 0 ? `union _Entity = ${entities.join(' | ')}` : ''}
    extend type Query {
      _service: _Service!
      ${entities.length > 0 ? '_entities(representations: [_Any!]!): [_Entity]!' : ''}
      ${entities.map((name) => `${entityField(name)}(representations: [_Any!]!): [${name}]!`).join('\n')}
    }
  `);
  const directives = directiveDefinitions(undeclaredDirectives(document));
  const declared: DocumentNode = { kind: Kind.DOCUMENT, definitions: directives };
  const own = entityResolvers(subgraphSdl(typeDefs), entities, resolvers);
  return makeExecutableSchema({
    typeDefs: print(concatAST([declared, document, added])),
    resolvers: own,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}

/** Types with a key that this subgraph can resolve. */
function entityNames(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    definition.directives?.some(({ name }) => name.value === 'key')
      ? [definition.name.value]
      : [],
  );
}

/** Federation lets a type be extended that this subgraph does not define, and a schema without `Query`. */
function withoutLinks(document: DocumentNode): DocumentNode {
  const defined = new Set<string>();
  for (const definition of document.definitions) {
    if ('name' in definition && definition.name && definition.kind.endsWith('TypeDefinition')) {
      defined.add(definition.name.value);
    }
  }
  const definitions = document.definitions
    .filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION)
    .map((definition) => asDefinition(definition, defined));
  if (!defined.has('Query')) definitions.push(...parse('type Query').definitions);
  return { kind: Kind.DOCUMENT, definitions };
}

function asDefinition(definition: DefinitionNode, defined: Set<string>): DefinitionNode {
  const isObject = definition.kind === Kind.OBJECT_TYPE_EXTENSION;
  const isInterface = definition.kind === Kind.INTERFACE_TYPE_EXTENSION;
  if (!(isObject || isInterface) || defined.has(definition.name.value)) return definition;
  defined.add(definition.name.value);
  return isObject
    ? { ...definition, kind: Kind.OBJECT_TYPE_DEFINITION }
    : { ...definition, kind: Kind.INTERFACE_TYPE_DEFINITION };
}
