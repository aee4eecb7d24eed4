import { makeSubgraph, type Subgraph } from '../../graphql/subgraph.ts';
import {
  type CaseRow,
  type City,
  greetingOf,
  type ProductRow,
  partyOf,
  shippingOf,
  typeOfParty,
} from './city-data.ts';
import { hits, hitType } from './city-monolith.ts';

interface Id {
  readonly id: string;
}

interface ProductReference {
  readonly sku: string;
  readonly municipality: { readonly nis: string };
}

/** The same city in seven parts, with every directive of Federation that a part may need. */
export function citySubgraphs(city: City): Subgraph[] {
  return [
    people(city),
    organisations(city),
    ratings(city),
    products(city),
    places(city),
    cases(city),
    finding(city),
  ];
}

function people(city: City): Subgraph {
  return makeSubgraph({
    name: 'people',
    typeDefs: `
      type Query { person(id: ID!): Person }
      interface Party @key(fields: "id") { id: ID! name: String! }
      type Person implements Party @key(fields: "id") {
        id: ID! name: String! birthYear: Int address: Address @shareable
      }
      type Address @shareable { street: String! postcode: String! }
      type Organisation implements Party @key(fields: "id") { id: ID! name: String! kbo: Kbo! @shareable }
      type Kbo @shareable { number: String! }
    `,
    resolvers: {
      Query: { person: (_: unknown, { id }: Id) => city.persons.find((one) => one.id === id) },
      Party: {
        __resolveType: typeOfParty,
        __resolveReference: ({ id }: Id) => partyOf(city, id),
      },
      Person: { __resolveReferences: (all: Id[]) => all.map(({ id }) => partyOf(city, id)) },
      Organisation: { __resolveReference: async ({ id }: Id) => partyOf(city, id) },
    },
  });
}

function organisations(city: City): Subgraph {
  return makeSubgraph({
    name: 'organisations',
    typeDefs: `
      type Organisation @key(fields: "kbo { number }") { kbo: Kbo! sector: String }
      type Kbo @shareable { number: String! }
    `,
    resolvers: {
      Organisation: {
        __resolveReference: ({ kbo }: { kbo: { number: string } }) =>
          city.organisations.find((one) => one.kbo.number === kbo.number),
      },
    },
  });
}

function ratings(city: City): Subgraph {
  return makeSubgraph({
    name: 'ratings',
    typeDefs: `
      type Mutation { rate(party: ID!, rating: Int!): Party }
      type Party @key(fields: "id") @interfaceObject { id: ID! rating: Int }
    `,
    resolvers: {
      Mutation: {
        rate(_: unknown, { party, rating }: { party: string; rating: number }) {
          city.ratings.set(party, rating);
          return { id: party };
        },
      },
      Party: {
        __resolveReference: ({ id }: Id) => ({ id }),
        rating: ({ id }: Id) => city.ratings.get(id) ?? null,
      },
    },
  });
}

function products(city: City): Subgraph {
  const find = ({ sku, municipality }: ProductReference) =>
    city.products.find((one) => one.sku === sku && one.nis === municipality.nis);
  return makeSubgraph({
    name: 'products',
    typeDefs: `
      type Query { product(sku: ID!, nis: ID!): Product products: [Product!]! }
      type Product @key(fields: "sku municipality { nis }") {
        sku: ID! municipality: Municipality! title: String! price: Int weight: Int!
        margin: Int @inaccessible
        home: Municipality @provides(fields: "name")
      }
      type Municipality @key(fields: "nis", resolvable: false) { nis: ID! name: String! @external }
    `,
    resolvers: {
      Query: {
        product: (_: unknown, { sku, nis }: { sku: string; nis: string }) =>
          find({ sku, municipality: { nis } }),
        products: () => city.products,
      },
      Product: {
        __resolveReference: find,
        municipality: ({ nis }: ProductRow) => ({ nis }),
        home: ({ nis }: ProductRow) => city.municipalities.find((one) => one.nis === nis),
      },
    },
  });
}

function places(city: City): Subgraph {
  return makeSubgraph({
    name: 'places',
    typeDefs: `
      type Municipality @key(fields: "nis") { nis: ID! name: String! population: Int! }
      type Person @key(fields: "id") { id: ID! name: String! @external greeting: String! @requires(fields: "name") }
      type Product @key(fields: "sku municipality { nis }") {
        sku: ID! municipality: Municipality! price: Int @external weight: Int! @external
        shipping: Int @requires(fields: "price weight")
      }
    `,
    resolvers: {
      Municipality: {
        __resolveReference: ({ nis }: { nis: string }) => city.municipalities.find((one) => one.nis === nis),
      },
      Person: { greeting: ({ name }: { name: string }) => greetingOf(name) },
      Product: { shipping: ({ price, weight }: ProductRow) => shippingOf(price, weight) },
    },
  });
}

function cases(city: City): Subgraph {
  const find = ({ id }: Id) => city.cases.find((one) => one.id === id);
  const ofParty = ({ id }: Id) => city.cases.filter(({ partyId }) => partyId === id);
  return makeSubgraph({
    name: 'cases',
    typeDefs: `
      type Query { cases(status: Status): [Case!]! case(id: ID!): Case fragile: [Fragile] strict: Fragile! }
      type Mutation { addNote(case: ID!, text: String!): Case closeCase(id: ID!): Case }
      type Case @key(fields: "id") {
        id: ID! title: String! status: Status product: Product party: Party notes: [String!]!
        noteCount: Int! @override(from: "finding")
      }
      enum Status { OPEN CLOSED SEALED @inaccessible }
      type Product @key(fields: "sku municipality { nis }", resolvable: false) { sku: ID! municipality: Municipality! }
      type Municipality @key(fields: "nis", resolvable: false) { nis: ID! }
      type Party @key(fields: "id") @interfaceObject { id: ID! cases: [Case!]! }
      type Fragile @key(fields: "id") { id: ID! may: String }
    `,
    resolvers: {
      Query: {
        cases: (_: unknown, { status }: { status?: string }) =>
          city.cases.filter((one) => !status || one.status === status),
        case: (_: unknown, reference: Id) => find(reference),
        fragile: () => [{ id: '1', may: null }, { id: '2' }],
        strict: () => ({ id: '2' }),
      },
      Mutation: {
        addNote(_: unknown, { case: id, text }: { case: string; text: string }) {
          find({ id })?.notes.push(text);
          return find({ id });
        },
        closeCase(_: unknown, reference: Id) {
          const found = find(reference);
          if (found) found.status = 'CLOSED';
          return found;
        },
      },
      Case: {
        __resolveReference: find,
        product: ({ productKey }: CaseRow) =>
          productKey && { sku: productKey[0], municipality: { nis: productKey[1] } },
        party: ({ partyId }: CaseRow) => ({ id: partyId }),
        noteCount: ({ notes }: CaseRow) => notes.length,
      },
      Party: { __resolveReference: ({ id }: Id) => ({ id }), cases: ofParty },
      Fragile: { __resolveReference: ({ id }: Id) => ({ id }) },
    },
  });
}

function finding(city: City): Subgraph {
  return makeSubgraph({
    name: 'finding',
    typeDefs: `
      type Query { party(id: ID!): Party parties: [Party!]! search(text: String!): [Hit!]! }
      interface Party @key(fields: "id") { id: ID! }
      type Person implements Party @key(fields: "id") { id: ID! address: Address @shareable }
      type Address @shareable { street: String! postcode: String! }
      type Organisation implements Party @key(fields: "id") { id: ID! }
      union Hit = Person | Product | Case
      type Product @key(fields: "sku municipality { nis }", resolvable: false) { sku: ID! municipality: Municipality! }
      type Municipality @key(fields: "nis", resolvable: false) { nis: ID! }
      type Case @key(fields: "id") { id: ID! noteCount: Int! }
      type Fragile @key(fields: "id") { id: ID! must: String! }
    `,
    resolvers: {
      Query: {
        party: (_: unknown, { id }: Id) => partyOf(city, id),
        parties: () => [...city.persons, ...city.organisations],
        search: (_: unknown, { text }: { text: string }) => hits(city, text),
      },
      Party: { __resolveType: typeOfParty, __resolveReference: ({ id }: Id) => partyOf(city, id) },
      Hit: { __resolveType: hitType },
      Person: { __resolveReference: ({ id }: Id) => partyOf(city, id) },
      Organisation: { __resolveReference: ({ id }: Id) => partyOf(city, id) },
      Product: { municipality: ({ nis }: ProductRow) => ({ nis }) },
      Case: { __resolveReference: ({ id }: Id) => ({ id }), noteCount: () => -1 },
      Fragile: {
        __resolveReference: ({ id }: Id) => ({ id }),
        must: ({ id }: Id) => (id === '1' ? 'yes' : null),
      },
    },
  });
}
