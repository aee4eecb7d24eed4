import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import {
  type CaseRow,
  type City,
  greetingOf,
  type ProductRow,
  partyOf,
  shippingOf,
  typeOfParty,
} from './city-data.ts';

const typeDefs = `
  type Query {
    party(id: ID!): Party
    parties: [Party!]!
    person(id: ID!): Person
    search(text: String!): [Hit!]!
    product(sku: ID!, nis: ID!): Product
    products: [Product!]!
    cases(status: Status): [Case!]!
    case(id: ID!): Case
    fragile: [Fragile]
    strict: Fragile!
  }
  type Mutation {
    addNote(case: ID!, text: String!): Case
    rate(party: ID!, rating: Int!): Party
    closeCase(id: ID!): Case
  }
  interface Party { id: ID! name: String! rating: Int cases: [Case!]! }
  type Person implements Party {
    id: ID! name: String! rating: Int cases: [Case!]! birthYear: Int greeting: String! address: Address
  }
  type Organisation implements Party {
    id: ID! name: String! rating: Int cases: [Case!]! kbo: Kbo! sector: String
  }
  type Kbo { number: String! }
  type Address { street: String! postcode: String! }
  union Hit = Person | Product | Case
  type Product { sku: ID! municipality: Municipality! home: Municipality title: String! price: Int weight: Int! shipping: Int }
  type Municipality { nis: ID! name: String! population: Int! }
  type Case { id: ID! title: String! status: Status product: Product party: Party notes: [String!]! noteCount: Int! }
  type Fragile { id: ID! must: String! may: String }
  enum Status { OPEN CLOSED }
`;

/** All of it in one schema: what the federated answer must equal. */
export function cityMonolith(city: City): GraphQLSchema {
  const caseById = (id: string) => city.cases.find((one) => one.id === id);
  const party = {
    rating: ({ id }: { id: string }) => city.ratings.get(id) ?? null,
    cases: ({ id }: { id: string }) => city.cases.filter(({ partyId }) => partyId === id),
  };
  return makeExecutableSchema({
    typeDefs,
    resolvers: {
      Query: {
        party: (_: unknown, { id }: { id: string }) => partyOf(city, id),
        parties: () => [...city.persons, ...city.organisations],
        person: (_: unknown, { id }: { id: string }) => city.persons.find((one) => one.id === id),
        search: (_: unknown, { text }: { text: string }) => hits(city, text),
        product: (_: unknown, { sku, nis }: { sku: string; nis: string }) =>
          city.products.find((one) => one.sku === sku && one.nis === nis),
        products: () => city.products,
        cases: (_: unknown, { status }: { status?: string }) =>
          city.cases.filter((one) => !status || one.status === status),
        case: (_: unknown, { id }: { id: string }) => caseById(id),
        fragile: () => [
          { id: '1', must: 'yes', may: null },
          { id: '2', must: null },
        ],
        strict: () => ({ id: '2', must: null }),
      },
      Mutation: {
        addNote(_: unknown, { case: id, text }: { case: string; text: string }) {
          caseById(id)?.notes.push(text);
          return caseById(id);
        },
        rate(_: unknown, { party: id, rating }: { party: string; rating: number }) {
          city.ratings.set(id, rating);
          return partyOf(city, id);
        },
        closeCase(_: unknown, { id }: { id: string }) {
          const found = caseById(id);
          if (found) found.status = 'CLOSED';
          return found;
        },
      },
      Party: { __resolveType: typeOfParty },
      Hit: { __resolveType: hitType },
      Person: { ...party, greeting: ({ name }: { name: string }) => greetingOf(name) },
      Organisation: party,
      Product: {
        home: ({ nis }: ProductRow) => city.municipalities.find((one) => one.nis === nis),
        municipality: ({ nis }: ProductRow) => city.municipalities.find((one) => one.nis === nis),
        shipping: ({ price, weight }: ProductRow) => shippingOf(price, weight),
      },
      Case: {
        product: ({ productKey }: CaseRow) =>
          productKey && city.products.find(({ sku, nis }) => sku === productKey[0] && nis === productKey[1]),
        party: ({ partyId }: CaseRow) => partyOf(city, partyId),
        noteCount: ({ notes }: CaseRow) => notes.length,
      },
    },
  });
}

export function hits({ persons, products, cases }: City, text: string): object[] {
  return [
    ...persons.filter(({ name }) => name.includes(text)),
    ...products.filter(({ title }) => title.includes(text)),
    ...cases.filter(({ title }) => title.includes(text)),
  ];
}

export function hitType(row: object): string {
  if ('sku' in row) return 'Product';
  return 'partyId' in row ? 'Case' : 'Person';
}
