import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { customers, type Person, person } from './register-stock.ts';

/** What a load of some seconds measured; times in milliseconds. */
export interface RegisterOutcome {
  readonly seconds: number;
  /** Of each whole registration. */
  readonly wholeMs: readonly number[];
  readonly failures: readonly string[];
}

const documents = {
  open: `mutation ($input: OpenContactInput!) {
    openContact(input: $input) { __typename ... on Contact { id reference } }
  }`,
  match: `query ($input: MatchCustomersInput!) {
    matchCustomers(input: $input, first: 5) { decision candidates { probability customer { id } } }
  }`,
  link: `mutation ($input: LinkCustomerInput!) {
    linkCustomer(input: $input) { __typename ... on Contact { id } }
  }`,
  register: `mutation ($input: RegisterContactInput!) {
    registerContact(input: $input) {
      __typename
      ... on Contact { id reference state customer { id } questions { id outcome case { id reference state dueAt } } }
    }
  }`,
};

type Ask = (query: string, variables: object) => Promise<string>;

/** By which requests a contact is registered. */
const roads = { whole, agent };
export type Road = keyof typeof roads;

/** Each client registers one contact after the other. */
async function load(port: number, road: Road, clients: number, seconds: number): Promise<RegisterOutcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const ask: Ask = (query, variables) => post(agent, port, JSON.stringify({ query, variables }));
  const wholeMs: number[] = [];
  const failures: string[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const work = async () => {
    do {
      const began = performance.now();
      const registered = await roads[road](ask, person(Math.ceil(Math.random() * customers)));
      if (isWhole(registered)) wholeMs.push(performance.now() - began);
      else failures.push(registered.slice(0, 500));
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: clients }, work));
  agent.destroy();
  return { seconds: (performance.now() - start) / 1000, wholeMs, failures };
}

/** It was known whom it is about, and it has a case that is due. */
function isWhole(registered: string) {
  return /"customer":\{"id"/.test(registered) && /"dueAt":"/.test(registered);
}

/** All at once: who it is, and the contact with one case. */
function whole(ask: Ask, customer: Person): Promise<string> {
  const input = { idempotencyKey: randomUUID(), channel: 'desk', customer, questions: [question] };
  return ask(documents.register, { input });
}

/** While somebody stands at the desk: a draft, who may it be, he it is, and the contact with one case. */
async function agent(ask: Ask, customer: Person): Promise<string> {
  const opened = await ask(documents.open, { input: { idempotencyKey: randomUUID(), channel: 'desk' } });
  const contactId = idIn(opened);
  const customerId = idIn(await ask(documents.match, { input: customer }));
  await ask(documents.link, { input: { idempotencyKey: randomUUID(), contactId, customerId } });
  const input = { idempotencyKey: randomUUID(), contactId, questions: [question] };
  return ask(documents.register, { input });
}

const question = {
  kind: 'QUESTION',
  text: 'Wanneer is mijn paspoort klaar? Ik vroeg het twee weken geleden aan en vertrek volgende week.',
  outcome: 'CASE',
};

function idIn(answer: string) {
  return /"id":"([^"]+)"/.exec(answer)?.[1];
}

function post(agent: Agent, port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request({ agent, port, path: '/graphql', method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

if (import.meta.main) {
  const [port, road, clients, seconds] = process.argv.slice(2);
  const outcome = await load(Number(port), road as Road, Number(clients), Number(seconds));
  process.send?.(outcome, () => process.exit());
}
