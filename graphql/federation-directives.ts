import { type DefinitionNode, type DocumentNode, Kind, parse, visit } from 'graphql';

/** The directives of Apollo Federation 2.3, as they must be declared before a schema with them can be built. */
const definitions = new Map(
  parse(`
    directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
    directive @requires(fields: federation__FieldSet!) on FIELD_DEFINITION
    directive @provides(fields: federation__FieldSet!) on FIELD_DEFINITION
    directive @external(reason: String) on OBJECT | FIELD_DEFINITION
    directive @shareable repeatable on OBJECT | FIELD_DEFINITION
    directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
    directive @override(from: String!) on FIELD_DEFINITION
    directive @interfaceObject on OBJECT
    directive @extends on OBJECT | INTERFACE
    directive @tag(name: String!) repeatable on FIELD_DEFINITION | INTERFACE | OBJECT | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
  `).definitions.flatMap((definition) =>
    definition.kind === Kind.DIRECTIVE_DEFINITION ? [[definition.name.value, definition] as const] : [],
  ),
);

const fieldSet = parse('scalar federation__FieldSet').definitions;

/** Federation directives that a document uses without declaring them. */
export function undeclaredDirectives(document: DocumentNode): string[] {
  const used = new Set<string>();
  visit(document, { Directive: ({ name }) => void used.add(name.value) });
  for (const definition of document.definitions) {
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) used.delete(definition.name.value);
  }
  return [...used].filter((name) => definitions.has(name)).sort();
}

/** The definitions of those directives. */
export function directiveDefinitions(names: readonly string[]): DefinitionNode[] {
  return [...fieldSet, ...names.flatMap((name) => definitions.get(name) ?? [])];
}

/** The head of a Federation 2 document that uses these directives. */
export function federationLink(names: readonly string[]): string {
  const imports = names.map((name) => `"@${name}"`).join(', ');
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${imports}])\n\n`;
}

/** Whether a document says by itself which version of Federation it speaks. */
export function linksFederation(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    StringValue: ({ value }) => {
      if (value.includes('/federation/v2')) found = true;
    },
  });
  return found;
}
