import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionNode,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { entityField } from './entities.ts';

/** A document as this subgraph will run it, or why it will not. */
export function prepareSubgraphDocument(
  schema: GraphQLSchema,
  text: string,
): { document: DocumentNode } | { errors: readonly GraphQLError[] } {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch (error) {
    return { errors: [error as GraphQLError] };
  }
  const errors = validate(schema, document, specifiedRules);
  return errors.length > 0 ? { errors } : { document: straighten(schema, document) };
}

/** Asks for the entities of one type through that type's own field: no union to tell apart, per entity. */
function straighten(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  return visit(document, {
    Field(node) {
      if (node.name.value !== '_entities') return undefined;
      const type = onlyType(node);
      if (!type || !schema.getQueryType()?.getFields()[entityField(type)]) return false;
      return {
        ...node,
        alias: node.alias ?? { kind: Kind.NAME, value: '_entities' },
        name: { kind: Kind.NAME, value: entityField(type) },
      };
    },
  });
}

function onlyType({ selectionSet }: FieldNode): string | undefined {
  const types = new Set(selectionSet?.selections.map(conditionOf));
  return types.size === 1 ? [...types][0] : undefined;
}

function conditionOf(selection: SelectionNode): string | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
}
