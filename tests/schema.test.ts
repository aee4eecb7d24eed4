import { readFile } from 'node:fs/promises';
import test from 'ava';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  isSpecifiedScalarType,
} from 'graphql';
import { breakingChanges } from '../graphql/breaking-changes.ts';
import { compose } from '../graphql/composition.ts';
import { publicSchemaOf } from '../graphql/print-schema.ts';
import { readSubgraphs } from '../scripts/subgraphs.ts';

type Field = GraphQLField<unknown, unknown>;

const sdl = await publicSchemaOf(await readSubgraphs());
const schema: GraphQLSchema = buildSchema(sdl, { assumeValidSDL: true });
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);
const fields = types.flatMap((type) =>
  fieldsOf(type).map((field) => ({ at: `${type.name}.${field.name}`, field })),
);

test('the subgraphs of this repository make one graph', (t) => {
  t.truthy(schema.getQueryType());
  t.truthy(schema.getMutationType());
});

test('the published schema is the one that was reviewed: write it again with npm run schema', async (t) => {
  const reviewed = await readFile(new URL('../graphql/supergraph.graphql', import.meta.url), 'utf8');
  t.is(sdl, reviewed);
});

test('the published schema is a subgraph that a larger graph can include, by the keys of its types', (t) => {
  const larger = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { busiest: HandlerGroup }
    type HandlerGroup @key(fields: "key") { key: ID! floor: Int }`;
  const outcome = compose(
    new Map([
      ['schakel', sdl],
      ['building', larger],
    ]),
    new Map(),
  );
  t.deepEqual(outcome.faults, []);
  t.regex(sdl, /type Case @key\(fields: "id"\)/);
});

test('nothing of the published schema is broken', async (t) => {
  const reviewed = await readFile(new URL('../graphql/supergraph.graphql', import.meta.url), 'utf8');
  t.deepEqual(breakingChanges(reviewed, sdl), []);
});

test('types are singular nouns in PascalCase, fields are in camelCase, values in capitals', (t) => {
  const wrong = [
    ...types.filter(({ name }) => !/^[A-Z][A-Za-z0-9]*$/.test(name)).map(({ name }) => name),
    ...fields.filter(({ field }) => !/^[a-z][A-Za-z0-9]*$/.test(field.name)).map(({ at }) => at),
    ...fields.flatMap(({ at, field }) =>
      field.args.filter(({ name }) => !/^[a-z][A-Za-z0-9]*$/.test(name)).map(({ name }) => `${at}(${name}:)`),
    ),
    ...types
      .filter(isEnumType)
      .flatMap((type) => type.getValues().map(({ name }) => `${type.name}.${name}`))
      .filter((at) => !/\.[A-Z][A-Z0-9_]*$/.test(at)),
  ];
  t.deepEqual(wrong, []);
});

test('everything that clients see is explained', (t) => {
  const silent = [
    ...types.filter(({ name, description }) => !isRoot(name) && !description).map(({ name }) => name),
    ...fields.filter(({ field }) => !field.description).map(({ at }) => at),
  ];
  t.deepEqual(silent, []);
});

test('every list that is asked from the root has a page size', (t) => {
  const endless = rootFields('query')
    .filter(([, { type }]) => isListOrConnection(type))
    .filter(([, { args }]) => !args.some(({ name }) => ['first', 'last', 'limit'].includes(name)))
    .map(([at]) => at);
  t.deepEqual(endless, []);
});

test('every mutation can be sent twice without harm, because it carries a key', (t) => {
  const keyless = rootFields('mutation')
    .filter(([, { args }]) => !args.some(({ name, type }) => name === 'idempotencyKey' || carriesKey(type)))
    .map(([at]) => at);
  t.deepEqual(keyless, []);
});

test('what is named an instant is one', (t) => {
  const wrong = fields
    .filter(({ field }) => /[a-z]At$/.test(field.name) && getNamedType(field.type).name !== 'DateTime')
    .map(({ at }) => at);
  t.deepEqual(wrong, []);
});

function fieldsOf(type: GraphQLNamedType): Field[] {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

function rootFields(kind: 'query' | 'mutation'): [at: string, field: Field][] {
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(root?.getFields() ?? {}).map((field) => [`${root?.name}.${field.name}`, field]);
}

function isRoot(name: string): boolean {
  return ['Query', 'Mutation', 'Subscription'].includes(name);
}

function isListOrConnection(type: Field['type']): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  return isListType(inner) || getNamedType(inner).name.endsWith('Connection');
}

function carriesKey(type: GraphQLInputType): boolean {
  const input = getNamedType(type);
  const key = isInputObjectType(input) ? input.getFields()['idempotencyKey'] : undefined;
  return key !== undefined && isRequiredInputField(key);
}
