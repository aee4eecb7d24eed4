import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { routes } from '../../mappings/routes.ts';
import { folderStore } from '../access/store.ts';
import { openBroker } from '../broker/broker.ts';
import type { Channel } from '../channels/channel.ts';
import type { Part } from '../console/health.ts';
import { createMetrics } from '../console/metrics.ts';
import { operatorRoute } from '../console/operator-route.ts';
import { startEmbedded } from '../database/embedded.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { type HttpServer, openHttpServer, type Route } from '../http-server.ts';
import { createLog } from '../log.ts';
import type { Environment, HubSettings, RoleName } from '../settings.ts';
import { openTracing } from '../tracing.ts';
import { openChannels } from './channels.ts';
import { startConnectors } from './connectors.ts';
import { startConsole } from './console.ts';
import { startCore } from './core.ts';
import { startGateway } from './gateway.ts';
import type { HubNode, RunningRole } from './node.ts';
import { readKeys } from './secret.ts';
import { createStops, type Stops } from './stops.ts';
import { startWorker } from './worker.ts';

export interface Hub {
  readonly url: string;
  /** Resolves with a sentence when the hub cannot go on, such as a database that ended. */
  readonly lost: Promise<string>;
  /** Drains and stops all of it; may be called twice. */
  stop(): Promise<void>;
}

interface Opened {
  readonly node: HubNode;
  readonly channels: () => readonly Channel[];
  readonly server: HttpServer;
  readonly httpRoutes: Route[];
  readonly parts: Part[];
  readonly lost: Promise<string>;
}

/** What a story tolerates: a ring that is a minute old rings no more. */
const lifetimes = { 'telephony.call.ringing': 60, 'telephony.call.queued': 60 };

const schemaFolder = join(import.meta.dirname, '../../crm-core/prisma');

/** Starts the roles of this node. What was started before a failure is stopped again. */
export async function startHub(settings: HubSettings, environment: Environment): Promise<Hub> {
  const stops = createStops();
  try {
    const opened = await openNode(settings, stops);
    const simulators = await startRoles(opened, environment, stops);
    const { node, server, lost } = opened;
    stops.first(() => server.close(2000));
    await tell(node.settings.DATA_DIR, { url: node.publicUrl, pid: process.pid, simulators }, stops);
    return { url: node.publicUrl, lost, stop: stops.all };
  } catch (error) {
    await stops.all();
    throw error;
  }
}

/** What all roles stand on: database, channels, broker and a web server that tells how they are. */
async function openNode(settings: HubSettings, stops: Stops): Promise<Opened> {
  const nodeId = settings.NODE_ID ?? `${hostname().replaceAll(/[^\w.-]/g, '-')}-${process.pid}`;
  const log = createLog(nodeId);
  const { url, lost } = await openUrl(settings, stops);
  const database = await openDatabase({ url, log });
  stops.first(() => database.close());
  const tracing = settings.OTLP_URL ? openTracing(settings.OTLP_URL, nodeId, log) : undefined;
  stops.first(async () => tracing?.close());
  const applied = await migrate(url, schemaFolder);
  if (applied.length > 0) log('database migrated', { applied });
  const channels = openChannels(database.pool, settings.REDIS_URL, log);
  stops.first(() => channels.close());
  const broker = await openBroker({ nodeId, natsUrl: settings.NATS_URL, log });
  stops.first(() => broker.close());

  const metrics = createMetrics({ channels: channels.all });
  const parts: Part[] = [
    { name: 'database', needed: true, check: () => database.probe().then(() => undefined) },
  ];
  const httpRoutes: Route[] = [operatorRoute(parts, metrics)];
  const server = await openHttpServer(settings.PORT, () => httpRoutes, log);
  const node: HubNode = {
    settings,
    publicUrl: settings.PUBLIC_URL ?? `http://localhost:${server.port}`,
    broker,
    database,
    inboxOf: channels.inboxOf,
    channelOf: channels.channelOf,
    tap: metrics.tap,
    watchEndpoints: metrics.watchEndpoints,
    log,
    tracer: tracing?.tracer,
    keyFor: await readKeys(settings),
  };
  return { node, channels: channels.all, server, httpRoutes, parts, lost };
}

async function openUrl({ DATABASE_URL, DATA_DIR }: HubSettings, stops: Stops) {
  if (DATABASE_URL) return { url: DATABASE_URL, lost: new Promise<string>(() => {}) };
  const embedded = await startEmbedded(DATA_DIR);
  stops.first(() => embedded.stop());
  return { url: embedded.url, lost: embedded.lost.then(sayLost) };
}

async function startRoles(opened: Opened, environment: Environment, stops: Stops) {
  const { node, httpRoutes, parts } = opened;
  const plays = (...roles: RoleName[]) => roles.some((role) => node.settings.ROLES.includes(role));
  const run = <Role extends RunningRole>(role: Role): Role => {
    parts.push(...role.parts);
    stops.first(() => role.stop());
    return role;
  };
  if (plays('core', 'worker')) {
    const core = run(await startCore(node, plays('core')));
    if (plays('core')) run(await startConsole(node, opened.channels, core.audit));
    if (plays('worker')) run(startWorker(node, { ...core, routes, lifetimes }));
  }
  const simulators = plays('connectors') ? run(await startConnectors(node, environment)).simulators : {};
  if (plays('gateway')) httpRoutes.push(...run(await startGateway(node)).routes);
  return simulators;
}

/** Tells local commands (`npm run token`, `npm run demo`) where the running hub is. */
async function tell(folder: string, running: object, stops: Stops) {
  const name = 'hub.json';
  await folderStore(folder).write(name, JSON.stringify(running));
  stops.first(() => rm(join(folder, name), { force: true }));
}

function sayLost(reason: string) {
  const because = reason.split('\n').at(-1) || 'it gave no reason';
  return `The embedded database ended (${because}); the hub stops. Nothing that was accepted is lost.`;
}
