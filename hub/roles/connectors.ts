import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { serveSubgraph } from '../broker/subgraphs.ts';
import type { Context } from '../connector.ts';
import { type ServedEndpoint, serveEndpoint } from '../endpoints/serve-endpoint.ts';
import { http } from '../http.ts';
import { accept, cursorOf } from '../journal/accept.ts';
import { connectorNotes } from '../journal/notes.ts';
import { type LoadedConnector, loadConnectors } from '../load-connectors.ts';
import { type Environment, readConnectorSettings, settingsFault } from '../settings.ts';
import type { Simulator } from '../simulator.ts';
import { ask } from './ask.ts';
import type { HubNode, RunningRole } from './node.ts';

export interface RunningConnectors extends RunningRole {
  /** Where the outside world of a simulated remote is steered. */
  readonly simulators: Readonly<Record<string, { readonly adminUrl: string }>>;
}

/** Opens every wanted connector on this node, against its remote or, when asked for, its simulator. */
export async function startConnectors(node: HubNode, environment: Environment): Promise<RunningConnectors> {
  const { settings } = node;
  const loaded = await loadConnectors(join(import.meta.dirname, '../../connectors'), settings.CONNECTORS);
  const simulators =
    settings.SIMULATORS === 'on' ? await startSimulators(loaded, settings.IPDC_RECORDINGS) : new Map();
  const served: ServedEndpoint[] = [];
  const stop = async () => {
    await Promise.all(served.map((endpoint) => endpoint.stop()));
    await Promise.all([...simulators.values()].map((simulator: Simulator) => simulator.close()));
  };
  try {
    const faults: string[] = [];
    const configured = loaded.map((each) => {
      const simulated: Simulator | undefined = simulators.get(each.connector.name);
      return [
        each,
        readConnectorSettings(each.connector, environment, simulated?.settings ?? {}, faults),
      ] as const;
    });
    if (faults.length > 0) throw settingsFault(faults);
    for (const [each, values] of configured) served.push(await serve(node, each, values));
  } catch (error) {
    await stop();
    throw error;
  }
  node.watchEndpoints(() => served.map((endpoint) => endpoint.status()));
  return {
    simulators: Object.fromEntries([...simulators].map(([name, { adminUrl }]) => [name, { adminUrl }])),
    parts: served.map((endpoint) => ({
      name: `connector.${endpoint.status().connector}`,
      needed: false,
      check: async () => {
        const { link, circuit, lastFailure } = endpoint.status();
        if (link !== 'up') throw new Error(lastFailure ?? link);
        return { circuit };
      },
    })),
    stop,
  };
}

async function startSimulators(loaded: readonly LoadedConnector[], recordings: string | undefined) {
  const started = loaded.map(async ({ connector, simulator }) => {
    const start = await simulator();
    return [connector.name, await start({ recordings })] as const;
  });
  return new Map(await Promise.all(started));
}

async function serve(node: HubNode, { connector, subgraph }: LoadedConnector, settings: unknown) {
  const { broker, database, inboxOf, tap, log } = node;
  const endpoint = await connector.open(settings, contextOf(node, connector.name));
  const served = await serveEndpoint({
    broker,
    connector,
    endpoint,
    tap,
    log,
    accept: (offered) => accept(database.pool, inboxOf(connector.name), connector.name, offered),
    cursor: () => cursorOf(database, connector.name),
  });
  if (subgraph) {
    const resolvers = subgraph.resolvers((type, data) => ask(broker, connector.name, type, data));
    await serveSubgraph(
      broker,
      makeSubgraph({ name: connector.name, typeDefs: subgraph.typeDefs, resolvers, log }),
    );
  }
  return served;
}

function contextOf({ database, log }: HubNode, connector: string): Context {
  return {
    http,
    tcp: ({ host, port, tls }) =>
      tls ? connectTls({ host, port, servername: host }) : connectTcp({ host, port }),
    log: (event, fields) => log(event, { connector, ...fields }),
    now: () => new Date(),
    notes: connectorNotes(database, connector),
  };
}
