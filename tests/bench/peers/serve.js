import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import * as world from '../graph-world.ts';

/** Starts one server, tells the parent its port, and answers what it has used whenever it is asked. */
const [mode, given] = process.argv.slice(2);

const listening = (server) =>
  new Promise((resolve) => {
    server.listen(0, () => resolve(server.address().port));
  });

async function start() {
  if (mode === 'subgraphs') {
    const { subgraphServers } = await import('./subgraphs.js');
    const services = [];
    for (const { name, typeDefs, server } of subgraphServers(world)) {
      services.push({
        name,
        url: `http://localhost:${await listening(server)}/graphql`,
        typeDefs: parse(typeDefs),
      });
    }
    return { supergraph: composeServices(services).supergraphSdl };
  }
  if (mode === 'yoga' || mode === 'yoga-jit') {
    const { serveMonolith } = await import('./monolith.js');
    return { port: await listening(serveMonolith({ world, jit: mode === 'yoga-jit' })) };
  }
  const gateways = await import('./gateways.js');
  const server = await (mode === 'hive' ? gateways.serveHive(given) : gateways.serveApollo(given));
  return { port: await listening(server) };
}

process.on('message', () => process.send({ cpu: process.cpuUsage(), memory: process.memoryUsage.rss() }));
process.send(await start());
