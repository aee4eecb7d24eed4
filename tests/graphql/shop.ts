import { makeSubgraph, type Subgraph } from '../../graphql/subgraph.ts';

/** A small world for tests of the server: cases of one source, customers of another. */
export function shop(): Subgraph[] {
  return [cases(), customers()];
}

export function cases(): Subgraph {
  return makeSubgraph({
    name: 'cases',
    typeDefs: `
      type Query { case(id: ID!): Case cases(first: Int = 3): [Case!]! }
      type Mutation { openCase(title: String!): Case! }
      type Subscription { caseOpened(count: Int!): Case! }
      type Case @key(fields: "id") { id: ID! title: String! customer: Customer }
      type Customer @key(fields: "id", resolvable: false) { id: ID! }
    `,
    resolvers: {
      Query: {
        case: (_: unknown, { id }: { id: string }) => caseOf(Number(id)),
        cases: (_: unknown, { first }: { first: number }) =>
          Array.from({ length: first }, (_item, id) => caseOf(id)),
      },
      Mutation: { openCase: (_: unknown, { title }: { title: string }) => ({ ...caseOf(1), title }) },
      Subscription: {
        caseOpened: {
          async *subscribe(_: unknown, { count }: { count: number }) {
            for (let id = 0; id < count; id++) yield { caseOpened: caseOf(id) };
          },
        },
      },
    },
  });
}

export function customers(): Subgraph {
  return makeSubgraph({
    name: 'customers',
    typeDefs: `
      type Query { customer(id: ID!): Customer }
      type Customer @key(fields: "id") { id: ID! name: String! }
    `,
    resolvers: {
      Query: { customer: (_: unknown, { id }: { id: string }) => customerOf(id) },
      Customer: { __resolveReference: ({ id }: { id: string }) => customerOf(id) },
    },
  });
}

function caseOf(id: number) {
  return { id: String(id), title: `case ${id}`, customer: { id: String(id % 2) } };
}

function customerOf(id: string) {
  return { id, name: `customer ${id}` };
}
