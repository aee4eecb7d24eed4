import { randomUUID } from 'node:crypto';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** A text field of a mutation's input, such as `questions.text`. */
export interface TextField {
  readonly path: string;
  readonly type: 'String' | 'ID';
  readonly required: boolean;
}

export interface MutationShape {
  readonly name: string;
  readonly document: string;
  readonly fields: readonly TextField[];
  /** An input with these texts; what is not among them is left out, or is a plain value where it must be there. */
  input(texts: Readonly<Record<string, string>>): Record<string, unknown>;
}

export function schemaOf(publicSdl: string): GraphQLSchema {
  return buildSchema(publicSdl, { assumeValid: true, assumeValidSDL: true });
}

/** Every mutation that the published schema offers. */
export function mutationsOf(schema: GraphQLSchema): MutationShape[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).map(mutationOf);
}

function mutationOf(field: GraphQLField<unknown, unknown>): MutationShape {
  const [argument] = field.args;
  if (!argument) throw new Error(`${field.name}: a mutation takes an input`);
  return {
    name: field.name,
    document: `mutation ($input: ${argument.type}) { ${field.name}(input: $input) ${selectionOf(field.type)} }`,
    fields: textFields(argument.type, ''),
    input: (texts) => inputOf(argument.type, '', texts) as Record<string, unknown>,
  };
}

function textFields(type: GraphQLInputType, path: string): TextField[] {
  const named = getNamedType(type);
  if (isInputObjectType(named))
    return Object.values(named.getFields()).flatMap((field) =>
      field.name === 'idempotencyKey' ? [] : textFields(field.type, join(path, field.name)),
    );
  if (named.name !== 'String' && named.name !== 'ID') return [];
  return [{ path, type: named.name, required: isNonNullType(type) }];
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

const plain: Readonly<Record<string, unknown>> = {
  String: 'Een gewone zin.',
  ID: 'een-sleutel',
  Int: 1,
  Float: 1,
  Boolean: false,
  DateTime: '2026-11-24T09:00:00Z',
  Date: '2026-11-24',
  JSON: {},
};

/** A value for an argument; `otherwise` is the text of what is not among the texts. */
export function inputOf(
  type: GraphQLInputType,
  path: string,
  texts: Readonly<Record<string, string>>,
  otherwise?: string,
): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [inputOf(inner.ofType, path, texts, otherwise)];
  if (isInputObjectType(inner)) {
    const given = Object.values(inner.getFields()).filter((field) => isGiven(field, path, texts));
    return Object.fromEntries(
      given.map((field) => [
        field.name,
        field.name === 'idempotencyKey'
          ? randomUUID()
          : inputOf(field.type, join(path, field.name), texts, otherwise),
      ]),
    );
  }
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  const isText = inner.name === 'String' || inner.name === 'ID';
  return texts[path] ?? (isText ? otherwise : undefined) ?? plain[inner.name] ?? 'iets';
}

function isGiven(field: GraphQLInputField, path: string, texts: Readonly<Record<string, string>>): boolean {
  const own = join(path, field.name);
  const named = Object.keys(texts).some((key) => key === own || key.startsWith(`${own}.`));
  return named || (isNonNullType(field.type) && field.defaultValue === undefined);
}

/** All leaves of an answer and of what stands right below it. */
export function selectionOf(type: GraphQLOutputType, depth = 2): string {
  const named = getNamedType(type);
  if (isUnionType(named) || isInterfaceType(named)) {
    const members = isUnionType(named) ? named.getTypes() : [];
    const inside = members.map((member) => `... on ${member.name} ${selectionOf(member, depth)}`);
    return `{ __typename ${inside.join(' ')} }`;
  }
  if (!isObjectType(named)) return '';
  const leaves = Object.values(named.getFields()).filter(({ args }) => args.length === 0);
  const parts = leaves.flatMap((field) => {
    if (isLeafType(getNamedType(field.type))) return [`${named.name}_${field.name}: ${field.name}`];
    return depth > 1
      ? [`${named.name}_${field.name}: ${field.name} ${selectionOf(field.type, depth - 1)}`]
      : [];
  });
  return `{ __typename ${parts.join(' ')} }`;
}
