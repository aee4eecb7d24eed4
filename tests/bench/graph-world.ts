/** The same data, queries and sources for every server that is measured. */

export interface CaseRow {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly customerId: string;
  readonly productId: string;
}

const statuses = ['OPEN', 'WAITING', 'CLOSED'];

export const caseRows: readonly CaseRow[] = Array.from({ length: 10_000 }, (_, index) => ({
  id: String(index),
  title: `Question ${index} about a permit`,
  status: statuses[index % 3] ?? 'OPEN',
  customerId: String((index * 7919) % 3000),
  productId: String((index * 31) % 500),
}));

export interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export const customerRows = new Map<string, CustomerRow>(
  Array.from({ length: 3000 }, (_, index) => {
    const id = String(index);
    return [id, { id, name: `Customer ${index}`, email: `customer.${index}@example.org` }];
  }),
);

export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly price: number;
}

export const productRows = new Map<string, ProductRow>(
  Array.from({ length: 500 }, (_, index) => {
    const id = String(index);
    return [id, { id, name: `Product ${index}`, price: index * 1.5 }];
  }),
);

/** A source answers many keys in one call, after a turn of the event loop at the least, as a database would. */
export async function customersOf(ids: readonly string[]): Promise<(CustomerRow | null)[]> {
  return ids.map((id) => customerRows.get(id) ?? null);
}

export async function productsOf(ids: readonly string[]): Promise<(ProductRow | null)[]> {
  return ids.map((id) => productRows.get(id) ?? null);
}

export function casesFrom(offset: number, first: number): readonly CaseRow[] {
  return caseRows.slice(offset, offset + first);
}

export const fields = {
  case: 'id: ID! title: String! status: String! customer: Customer product: Product',
  customer: 'id: ID! name: String! email: String',
  product: 'id: ID! name: String! price: Float',
  casesQuery: 'cases(first: Int!, offset: Int!): [Case!]! case(id: ID!): Case',
};

export const monolithTypeDefs = `
  type Query { ${fields.casesQuery} customer(id: ID!): Customer product(id: ID!): Product }
  type Case { ${fields.case} }
  type Customer { ${fields.customer} }
  type Product { ${fields.product} }
`;

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n';

export const subgraphTypeDefs = {
  cases: `${link}
    type Query { ${fields.casesQuery} }
    type Case @key(fields: "id") { ${fields.case} }
    type Customer @key(fields: "id", resolvable: false) { id: ID! }
    type Product @key(fields: "id", resolvable: false) { id: ID! }
  `,
  customers: `${link}
    type Query { customer(id: ID!): Customer }
    type Customer @key(fields: "id") { ${fields.customer} }
  `,
  products: `${link}
    type Query { product(id: ID!): Product }
    type Product @key(fields: "id") { ${fields.product} }
  `,
};

export type Workload = 'list' | 'one' | 'flat';

export const queries: Readonly<Record<Workload, string>> = {
  list: 'query List($offset: Int!) { cases(first: 100, offset: $offset) { id title status customer { id name email } product { id name price } } }',
  one: 'query One($id: ID!) { case(id: $id) { id title status customer { id name email } product { id name price } } }',
  flat: 'query Flat($offset: Int!) { cases(first: 100, offset: $offset) { id title status } }',
};

/** Other variables each time, so that no server can answer from an earlier request. */
export function variablesOf(workload: Workload): Record<string, unknown> {
  if (workload === 'one') return { id: String(Math.floor(Math.random() * caseRows.length)) };
  return { offset: Math.floor(Math.random() * (caseRows.length - 100)) };
}
