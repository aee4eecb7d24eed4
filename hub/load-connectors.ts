import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Connector } from './connector.ts';
import type { StartSimulator } from './simulator.ts';
import { StartError } from './start-error.ts';

/** A connector's folder, read but not opened. */
export interface LoadedConnector {
  readonly connector: Connector;
  /** Its subgraph, where the folder has `schema.graphql`. */
  readonly subgraph: { readonly typeDefs: string; readonly resolvers: ResolversOf } | undefined;
  /** Loads the simulator; only asked for when simulators are wanted. */
  readonly simulator: () => Promise<StartSimulator>;
}

/** The default export of a `resolvers.ts`: `ask` puts a question to the connector's own endpoint. */
export type ResolversOf = (ask: (type: string, data: object) => Promise<unknown>) => Record<string, unknown>;

/** Finds the connectors in `folder`: every folder without a leading underscore. `wanted` picks some, by name. */
export async function loadConnectors(
  folder: string,
  wanted?: readonly string[],
): Promise<readonly LoadedConnector[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) =>
    entry.isDirectory() && !entry.name.startsWith('_') ? [entry.name] : [],
  );
  const unknown = wanted?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new StartError(`CONNECTORS names ${unknown.join(', ')}; there are ${names.sort().join(', ')}.`);
  }
  return Promise.all(
    names.filter((name) => wanted?.includes(name) ?? true).map((name) => load(join(folder, name))),
  );
}

async function load(folder: string): Promise<LoadedConnector> {
  const { default: connector } = (await importFrom(folder, 'connector.ts')) as { default: Connector };
  const typeDefs = await readFile(join(folder, 'schema.graphql'), 'utf8').catch(() => undefined);
  return {
    connector,
    subgraph: typeDefs === undefined ? undefined : { typeDefs, resolvers: await resolversIn(folder) },
    simulator: async () =>
      ((await importFrom(folder, 'simulator.ts')) as { default: StartSimulator }).default,
  };
}

async function resolversIn(folder: string) {
  return ((await importFrom(folder, 'resolvers.ts')) as { default: ResolversOf }).default;
}

function importFrom(folder: string, file: string): Promise<unknown> {
  return import(pathToFileURL(join(folder, file)).href);
}
