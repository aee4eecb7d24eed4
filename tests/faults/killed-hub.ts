import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import startDosis from '../../connectors/dosis/simulator.ts';
import { variableOf } from '../../hub/settings.ts';
import { freePort } from '../helpers/free-port.ts';
import { dataFolder, type RunningHub, startHub } from '../helpers/hub.ts';

type Teardown = Parameters<typeof startHub>[0];

export interface KilledHubOptions {
  readonly kills: number;
  readonly clients: number;
  /** The longest time between ready and the kill, in ms. */
  readonly longestLifeMs: number;
  readonly told?: (line: string) => void;
}

export interface KilledHubReport {
  readonly kills: number;
  /** Registrations that the hub confirmed to a client. */
  readonly accepted: number;
  /** Of those, references that the hub does not know any more. */
  readonly lost: readonly string[];
  /** Cases of accepted contacts that DOSIS never heard of. */
  readonly unpublished: readonly string[];
  /** Keys under which DOSIS was told two different things, and things that it was told under two keys. */
  readonly doubled: readonly string[];
  /** Contacts that exist twice for one intent. */
  readonly repeated: readonly string[];
}

interface Accepted {
  readonly contactId: string;
  readonly reference: string;
  readonly cases: readonly string[];
}

/** One hub that dies again and again, while clients register contacts and DOSIS outlives it. */
export async function killedHub(t: Teardown, options: KilledHubOptions): Promise<KilledHubReport> {
  const { kills, clients, longestLifeMs, told = () => {} } = options;
  const folder = await dataFolder(t);
  const dosis = await startDosis();
  t.teardown(() => dosis.close());
  const environment = {
    PORT: String(await freePort()),
    NODE_ID: 'mortal',
    ...variablesOf('dosis', dosis.settings),
  };
  const start = () => startHub(t, { folder, environment });

  let hub = await start();
  const token = await hub.token('agent');
  const stopping = new AbortController();
  const accepted: Accepted[] = [];
  const load = Array.from({ length: clients }, () =>
    registerUntil(stopping.signal, () => hub, token, accepted),
  );
  for (let kill = 1; kill <= kills; kill += 1) {
    await sleep(Math.random() * longestLifeMs);
    await hub.end('SIGKILL');
    hub = await start();
    if (kill % 10 === 0) told(`${kill} kills, ${accepted.length} contacts accepted`);
  }
  stopping.abort();
  await Promise.all(load);
  await allIsDelivered(hub, await hub.token('admin'));
  const report = await judge(hub, token, accepted, dosis.adminUrl);
  await hub.end();
  return { kills, accepted: accepted.length, ...report };
}

const open = `mutation ($input: OpenContactInput!) { openContact(input: $input) { ... on Contact { id } } }`;
const link = `mutation ($input: LinkCustomerInput!) { linkCustomer(input: $input) { __typename } }`;
const search = `{ searchCustomers(text: "Jan Peeters", first: 1) { customer { id } } }`;
const register = `mutation ($input: RegisterContactInput!) {
  registerContact(input: $input) { __typename ... on Contact { id reference questions { case { reference } } } }
}`;
const lookUp = `query ($reference: String!) {
  contactByReference(reference: $reference) { ... on Contact { id state questions { case { reference } } } }
}`;

/** Registers contact after contact; an intent is repeated under its own key until the hub has answered it. */
async function registerUntil(
  signal: AbortSignal,
  hub: () => RunningHub,
  token: string,
  accepted: Accepted[],
) {
  const insist = async <Data>(document: string, input: object): Promise<Data> => {
    for (;;) {
      const answer = await hub()
        .ask<Data>(token, document, { input })
        .catch(() => undefined);
      if (answer?.data && !answer.errors) return answer.data;
      await sleep(50);
    }
  };
  const { searchCustomers } = await insist<{ searchCustomers: { customer: { id: string } }[] }>(search, {});
  const customerId = searchCustomers[0]?.customer.id;
  while (!signal.aborted) {
    const { openContact } = await insist<{ openContact: { id: string } }>(open, {
      idempotencyKey: randomUUID(),
      channel: 'desk',
    });
    await insist(link, { idempotencyKey: randomUUID(), contactId: openContact.id, customerId });
    const { registerContact } = await insist<{
      registerContact: { id: string; reference: string; questions: { case: { reference: string } }[] };
    }>(register, {
      idempotencyKey: randomUUID(),
      contactId: openContact.id,
      summary: 'Losliggende tegel',
      questions: [
        {
          kind: 'REPORT',
          text: 'Er ligt een stoeptegel los.',
          outcome: 'CASE',
          handlerGroup: 'openbaar-domein',
        },
      ],
    });
    const { id, reference, questions } = registerContact;
    accepted.push({ contactId: id, reference, cases: questions.map((question) => question.case.reference) });
  }
}

async function allIsDelivered(hub: RunningHub, token: string) {
  const owed = async () => {
    const { data } = await hub.ask<{
      hub: { channels: { waiting: number; delayed: number; taken: number }[] };
    }>(token, '{ hub { channels { waiting delayed taken } } }');
    return data.hub.channels.reduce((sum, { waiting, delayed, taken }) => sum + waiting + delayed + taken, 0);
  };
  while ((await owed()) > 0) await sleep(200);
}

async function judge(hub: RunningHub, token: string, accepted: readonly Accepted[], dosisUrl: string) {
  const lost: string[] = [];
  for (const { reference, contactId, cases } of accepted) {
    const { data } = await hub.ask<{
      contactByReference: { id?: string; state?: string; questions?: { case: { reference: string } }[] };
    }>(token, lookUp, { reference });
    const { id, state, questions = [] } = data.contactByReference;
    const same = questions.map((question) => question.case.reference).join() === cases.join();
    if (id !== contactId || state !== 'REGISTERED' || !same) lost.push(reference);
  }
  const response = await fetch(`${dosisUrl}/effects`);
  const effects = (await response.json()) as {
    key: string;
    count: number;
    dossierNumber: string;
    code: string;
    changedAt: string;
  }[];
  const published = new Set(effects.map(({ dossierNumber }) => dossierNumber));
  const things = Map.groupBy(
    effects,
    ({ dossierNumber, code, changedAt }) => `${dossierNumber} ${code} ${changedAt}`,
  );
  const references = Map.groupBy(accepted, ({ contactId }) => contactId);
  return {
    lost,
    unpublished: accepted.flatMap(({ cases }) => cases.filter((reference) => !published.has(reference))),
    doubled: [
      ...effects.filter(({ count }) => count !== 1).map(({ key }) => key),
      ...[...things].filter(([, keys]) => keys.length > 1).map(([thing]) => thing),
    ],
    repeated: [...references].filter(([, same]) => same.length > 1).map(([id]) => id),
  };
}

function variablesOf(connector: string, settings: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(settings).map(([setting, value]) => [variableOf(connector, setting), String(value)]),
  );
}
