import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { parse } from 'graphql';
import { createYoga } from 'graphql-yoga';

/** The three sources as HTTP subgraphs, in a process of their own. */
export function subgraphServers(world) {
  const resolvers = {
    cases: {
      Query: {
        cases: (_, { first, offset }) => world.casesFrom(offset, first),
        case: (_, { id }) => world.caseRows[Number(id)],
      },
      Case: {
        customer: ({ customerId }) => ({ __typename: 'Customer', id: customerId }),
        product: ({ productId }) => ({ __typename: 'Product', id: productId }),
      },
    },
    customers: {
      Query: { customer: (_, { id }, { loaders }) => loaders.customers.load(id) },
      Customer: { __resolveReference: ({ id }, { loaders }) => loaders.customers.load(id) },
    },
    products: {
      Query: { product: (_, { id }, { loaders }) => loaders.products.load(id) },
      Product: { __resolveReference: ({ id }, { loaders }) => loaders.products.load(id) },
    },
  };
  return Object.entries(world.subgraphTypeDefs).map(([name, typeDefs]) => {
    const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers[name] });
    const yoga = createYoga({
      schema,
      logging: false,
      graphiql: false,
      context: () => ({
        loaders: { customers: new DataLoader(world.customersOf), products: new DataLoader(world.productsOf) },
      }),
    });
    return { name, typeDefs, server: createServer(yoga) };
  });
}
