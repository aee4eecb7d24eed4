import { randomUUID } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import dosis from '../../connectors/dosis/connector.ts';
import startSimulator from '../../connectors/dosis/simulator.ts';
import type { PublishDossier } from '../../connectors/dosis/wire.ts';
import type { ConnectorError, Context, Delivery, Endpoint, Message } from '../../hub/index.ts';
import { testContext } from '../helpers/context.ts';

const calm = new AbortController().signal;

/** The connector before a DOSIS of its own, and that DOSIS' control interface. */
export async function world(t: ExecutionContext, overrides: Partial<Context> = {}, changed: object = {}) {
  const simulator = await startSimulator();
  t.teardown(() => simulator.close());
  const settings = dosis.settings.parse({ ...simulator.settings, pollSeconds: 0.01, ...changed });
  const context = testContext(overrides);
  const admin = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const request = { method, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(`${simulator.adminUrl}/${path}`, request)).json();
  };
  return {
    endpoint: await dosis.open(settings, context),
    reopened: (again: Partial<Context> = {}) => dosis.open(settings, { ...context, ...again }),
    admin,
  };
}

export function publish(changed: Partial<PublishDossier> = {}): Message<PublishDossier> {
  const data: PublishDossier = {
    dossierNumber: 'LEU-1',
    name: 'Bewonerskaart',
    changedAt: '2026-03-04T08:15:00Z',
    code: 'InVerwerking',
    phase: 'Behandeling',
    details: ['We bekijken uw aanvraag.'],
    action: null,
    url: 'https://www.example.org/mijn-dossiers/LEU-1',
    productNumbers: [],
    handler: { name: 'Parkeren', telephone: null, email: null, website: null },
    agents: [{ identifier: '90610100155', right: 'Raadpleger' }],
    ...changed,
  };
  const id = randomUUID();
  return {
    id,
    source: 'crm',
    type: 'dosis.dossier.publish',
    time: data.changedAt,
    correlationid: `c-${id}`,
    data,
  };
}

export async function send(endpoint: Endpoint, message: Message) {
  await endpoint.send?.(message, calm);
}

export async function ask(endpoint: Endpoint, type: string, data: object) {
  const reply = await endpoint.request?.({ ...publish(), type, data }, calm);
  return reply?.data as Record<string, unknown>;
}

export async function status(endpoint: Endpoint) {
  return (await ask(endpoint, 'dosis.dossier.status', { dossierNumber: 'LEU-1' }))['status'] as object | null;
}

export async function receive(endpoint: Endpoint, count: number) {
  const deliveries: Delivery[] = [];
  await during(endpoint, async (delivery, stop) => {
    deliveries.push(delivery);
    await delivery.ack();
    if (deliveries.length >= count) stop();
  });
  return deliveries;
}

/** Hands every delivery to `work` until it stops; `tick` runs every few milliseconds meanwhile. */
export async function during(
  endpoint: Endpoint,
  work: (delivery: Delivery, stop: () => void) => Promise<void>,
  tick: () => void = () => {},
) {
  const ending = new AbortController();
  const ticking = setInterval(tick, 5);
  try {
    for await (const delivery of endpoint.receive?.(ending.signal) ?? []) {
      await work(delivery, () => ending.abort());
    }
  } finally {
    clearInterval(ticking);
  }
}

export async function fails(work: () => Promise<unknown>): Promise<ConnectorError | undefined> {
  return work().then(
    () => undefined,
    (error) => error,
  );
}
