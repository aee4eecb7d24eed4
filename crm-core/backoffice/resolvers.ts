import { batched } from '../batch.ts';
import { type CaseRow, loadCase } from '../cases/load-cases.ts';
import { printReference } from '../contacts/reference.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type {
  CaseHandling,
  OfficeTransaction,
  Prisma,
  ProductProcess,
  WorkOrder,
} from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { transactionsOf, transactionsOfCase } from './load-transactions.ts';
import { requestWorkOrder } from './request-work-order.ts';
import { recordProductProcess, startProcess } from './start-process.ts';

const started = { process: true, case: { select: { reference: true } } } as const;
type Started = Prisma.ProcessStartGetPayload<{ include: typeof started }>;

export function backofficeResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const ownView = (asking: Asking) => viewOf(asking).kind === 'own';
  return {
    DateTime,
    Mutation: {
      async requestWorkOrder(
        _: unknown,
        { input }: { input: Parameters<typeof requestWorkOrder>[2] },
        asking: Asking,
      ) {
        const done = await requestWorkOrder(ground, asking, input);
        if (!('id' in done)) return done;
        return { ...(await loadCase(ground, asking, done.id)), __typename: 'Case' };
      },
      async startProcess(
        _: unknown,
        { input }: { input: Parameters<typeof startProcess>[2] },
        asking: Asking,
      ) {
        const done = await startProcess(ground, asking, input);
        if (done.__typename !== 'ProcessStart' || !('id' in done)) return done;
        const start = await prisma.processStart.findUnique({ where: { id: done.id }, include: started });
        return { ...start, __typename: 'ProcessStart' };
      },
      async recordProductProcess(
        _: unknown,
        { input }: { input: Parameters<typeof recordProductProcess>[2] },
        asking: Asking,
      ) {
        const done = await recordProductProcess(ground, asking, input);
        if (done.__typename !== 'ProductProcess' || !('id' in done)) return done;
        const process = await prisma.productProcess.findUnique({ where: { productNumber: done.id } });
        return { ...process, __typename: 'ProductProcess' };
      },
    },
    Case: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadCase(ground, asking, id),
      async workOrders({ id }: CaseRow, _: unknown, asking: Asking) {
        return (await batched(asking, 'work orders', id, (ids) => workOrdersOf(ground, ids))) ?? [];
      },
      async process({ productNumber }: CaseRow, _: unknown, asking: Asking) {
        if (productNumber === null) return null;
        return (await batched(asking, 'process', productNumber, (keys) => processesOf(ground, keys))) ?? null;
      },
      async processStarts({ id }: CaseRow, _: unknown, asking: Asking) {
        if (ownView(asking)) return [];
        return (await batched(asking, 'process starts', id, (ids) => startsOf(ground, ids))) ?? [];
      },
      transactions: ({ id, joined }: CaseRow, _: unknown, asking: Asking) =>
        joined ? [] : transactionsOfCase(ground, asking, id),
      async handlings({ id }: CaseRow, _: unknown, asking: Asking) {
        return (await batched(asking, 'handlings', id, (ids) => handlingsOf(ground, ids))) ?? [];
      },
    },
    Customer: {
      __resolveReference: (reference: object) => reference,
      transactions: ({ id }: { id: string }, { first }: { first: number }, asking: Asking) =>
        transactionsOf(ground, asking, id, first),
    },
    WorkOrder: {
      state: ({ state }: WorkOrder) => asEnum(state),
      stateName: ({ state }: WorkOrder) => texts.workOrderState[state],
      externalReference: ({ externalReference }: WorkOrder, _: unknown, asking: Asking) =>
        ownView(asking) ? null : externalReference,
    },
    ProductProcess: { product: ({ productNumber }: ProductProcess) => ({ productNumber }) },
    ProcessStart: {
      url({ process, case: { reference } }: Started) {
        const url = new URL(process.url);
        url.searchParams.set('referentie', printReference(reference));
        return url.href;
      },
    },
    OfficeTransaction: {
      kind: ({ kind }: OfficeTransaction) => asEnum(kind),
      state: ({ state }: OfficeTransaction) => asEnum(state),
      stateName: ({ state }: OfficeTransaction) => texts.transactionState[state],
      product: ({ productNumber }: OfficeTransaction) => productNumber && { productNumber },
      case: ({ caseId }: OfficeTransaction, _: unknown, asking: Asking) =>
        caseId && loadCase(ground, asking, caseId),
    },
    CaseHandling: {
      by: ({ by }: CaseHandling, _: unknown, asking: Asking) => (ownView(asking) ? null : by),
    },
  };
}

async function workOrdersOf({ prisma }: Ground, ids: string[]): Promise<Map<string, WorkOrder[]>> {
  const rows = await prisma.workOrder.findMany({
    where: { caseId: { in: ids } },
    orderBy: { id: 'asc' },
    take: 50 * ids.length,
  });
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

async function processesOf({ prisma }: Ground, keys: string[]) {
  const rows = await prisma.productProcess.findMany({ where: { productNumber: { in: keys } } });
  return new Map(rows.map((row) => [row.productNumber, row]));
}

async function startsOf({ prisma }: Ground, ids: string[]): Promise<Map<string, Started[]>> {
  const rows = await prisma.processStart.findMany({
    where: { caseId: { in: ids } },
    include: started,
    orderBy: { at: 'asc' },
    take: 50 * ids.length,
  });
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

async function handlingsOf({ prisma }: Ground, ids: string[]): Promise<Map<string, CaseHandling[]>> {
  const rows = await prisma.caseHandling.findMany({
    where: { caseId: { in: ids } },
    orderBy: { handledAt: 'asc' },
    take: 50 * ids.length,
  });
  return Map.groupBy(rows, ({ caseId }) => caseId);
}
