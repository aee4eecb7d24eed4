import { type Core, createCore } from '../../crm-core/core.ts';
import { seedDemoWorld } from '../../crm-core/demo-world.ts';
import type { Asking, Ports, Tx } from '../../crm-core/ports.ts';
import { PrismaClient } from '../../crm-core/prisma/client/client.ts';
import { writeAudit } from '../../crm-core/privacy/audit.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { routes } from '../../mappings/routes.ts';
import { serveSubgraph } from '../broker/subgraphs.ts';
import type { ConsoleOptions } from '../console/resolvers.ts';
import { lightTransactions } from '../database/light-transactions.ts';
import type { Sql, Transact } from '../database/sql.ts';
import { ConnectorError } from '../errors.ts';
import { connectorOf, emit } from '../journal/emit.ts';
import { parse } from '../parse.ts';
import type { CarryOut } from '../receiving.ts';
import { ask } from './ask.ts';
import type { HubNode, RunningRole } from './node.ts';

/** A transaction of the core, as the hub sees it and as the core sees it. */
export interface CoreTransaction extends Sql {
  readonly core: Tx;
}

export interface RunningCore extends RunningRole {
  readonly transact: Transact<CoreTransaction>;
  readonly carryOut: CarryOut<CoreTransaction>;
  readonly audit: ConsoleOptions['audit'];
}

/** Opens the CRM core on the hub's database; `serve` publishes its subgraphs and runs its rounds. */
export async function startCore(node: HubNode, serve: boolean): Promise<RunningCore> {
  const { broker, database, publicUrl, channelOf, log, keyFor } = node;
  const { adapter, transact } = lightTransactions(database.pool);
  const prisma = new PrismaClient({ adapter });
  const ports: Ports = {
    now: () => new Date(),
    transact: (work) => transact(prisma, work),
    emit: (tx, ...events) => emit(sqlOf(tx), { routes: routes.outbound, channelOf }, ...events),
    announce: broker.announce,
    listen: broker.listen,
    ask: (type, data) => ask(broker, connectorOf(type), type, data),
    log,
    publicUrl,
    keys: { encryption: keyFor('encryption'), blindIndex: keyFor('blind index') },
  };
  const core = createCore(prisma, ports);
  const unserve: (() => Promise<void>)[] = [];
  if (serve) {
    if (node.settings.SIMULATORS === 'on') await seedDemoWorld(prisma, ports);
    for (const subgraph of core.subgraphs) {
      unserve.push(await serveSubgraph(broker, makeSubgraph({ ...subgraph, log })));
    }
    core.start();
  }
  return {
    parts: [],
    transact: (work) => transact(prisma, (tx: Tx) => work({ core: tx, ...sqlOf(tx) })),
    carryOut: ({ core: tx }, name, data, cause) => carryOut(core, tx, name, data, cause),
    audit: (asking, act, id, reason) => auditMessage(prisma, asking as Asking, act, id, reason),
    stop: async () => {
      await Promise.all(unserve.map((withdraw) => withdraw()));
      await core.stop();
      await prisma.$disconnect();
    },
  };
}

async function carryOut(
  core: Core,
  tx: Tx,
  name: string,
  data: object,
  cause: Parameters<CarryOut<never>>[3],
) {
  const command = core.commands[name];
  if (!command) throw new ConnectorError(`carrying out ${name}: no such command`, { failure: 'defect' });
  await command.handle(tx, parse(command.shape, data, `carrying out ${name}`), cause);
}

async function auditMessage(prisma: PrismaClient, asking: Asking, act: string, id: string, reason: string) {
  if (!asking.identity) throw new ConnectorError(`auditing ${act}: nobody asks`, { failure: 'defect' });
  const entry = {
    act: `message.${act}`,
    subjectType: 'message',
    subjectId: id,
    details: { reason },
  } as const;
  await writeAudit(prisma, new Date(), asking.identity, asking, entry);
}

/** The core's transaction for statements of the hub's own. */
function sqlOf(tx: Tx): Sql {
  return { query: (text, values = []) => tx.$queryRawUnsafe(text, ...values) };
}
