import { createServer } from 'node:http';
import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { createYoga } from 'graphql-yoga';

/** One schema in one process; customers and products through data loaders, as one writes it by hand. */
export function serveMonolith({ world, jit }) {
  const schema = makeExecutableSchema({
    typeDefs: world.monolithTypeDefs,
    resolvers: {
      Query: {
        cases: (_, { first, offset }) => world.casesFrom(offset, first),
        case: (_, { id }) => world.caseRows[Number(id)],
        customer: (_, { id }, { loaders }) => loaders.customers.load(id),
        product: (_, { id }, { loaders }) => loaders.products.load(id),
      },
      Case: {
        customer: ({ customerId }, _, { loaders }) => loaders.customers.load(customerId),
        product: ({ productId }, _, { loaders }) => loaders.products.load(productId),
      },
    },
  });
  const yoga = createYoga({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    context: () => ({
      loaders: { customers: new DataLoader(world.customersOf), products: new DataLoader(world.productsOf) },
    }),
    plugins: jit ? [useJit()] : [],
  });
  return createServer(yoga);
}

function useJit() {
  const compiled = new WeakMap();
  return {
    onExecute({ args: { schema, document, operationName }, setExecuteFn }) {
      let query = compiled.get(document);
      if (!query) {
        query = compileQuery(schema, document, operationName);
        compiled.set(document, query);
      }
      if (isCompiledQuery(query)) {
        setExecuteFn((args) => query.query(args.rootValue, args.contextValue, args.variableValues));
      }
    },
  };
}
