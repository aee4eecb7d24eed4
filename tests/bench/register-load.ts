import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { customers } from './register-stock.ts';

/** What a load of some seconds measured; times in milliseconds. */
export interface RegisterOutcome {
  readonly seconds: number;
  /** Of each whole registration. */
  readonly wholeMs: readonly number[];
  /** Of its last step, from the agent's click to the references on her screen. */
  readonly registerMs: readonly number[];
  readonly failures: readonly string[];
}

const documents = {
  open: `mutation ($input: OpenContactInput!) {
    openContact(input: $input) { __typename ... on Contact { id reference } }
  }`,
  match: `query ($input: MatchCustomersInput!) {
    matchCustomers(input: $input, first: 5) { decision candidates { score reasons customer { id } } }
  }`,
  register: `mutation ($input: RegisterContactInput!) {
    registerContact(input: $input) {
      __typename
      ... on Contact { id reference state questions { id outcome case { id reference state dueAt } } }
    }
  }`,
};

type Ask = (query: string, variables: object) => Promise<string>;

/** Each client registers one contact after the other: a draft, who may it be, and the contact with one case. */
async function load(port: number, clients: number, seconds: number): Promise<RegisterOutcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const ask: Ask = (query, variables) => post(agent, port, JSON.stringify({ query, variables }));
  const wholeMs: number[] = [];
  const registerMs: number[] = [];
  const failures: string[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const work = async () => {
    do {
      const began = performance.now();
      const last = await registerOne(ask).catch((error: unknown) => void failures.push(String(error)));
      if (last === undefined) continue;
      registerMs.push(last);
      wholeMs.push(performance.now() - began);
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: clients }, work));
  agent.destroy();
  return { seconds: (performance.now() - start) / 1000, wholeMs, registerMs, failures };
}

/** Answers how long the last step took. */
async function registerOne(ask: Ask): Promise<number> {
  const opened = await ask(documents.open, { input: { idempotencyKey: randomUUID(), channel: 'desk' } });
  const contactId = /"id":"([^"]+)"/.exec(opened)?.[1];
  const customer = Math.ceil(Math.random() * customers);
  const input = {
    telephone: `0470${String(customer).padStart(6, '0')}`,
    familyName: `Familienaam${customer}`,
  };
  const matched = await ask(documents.match, { input });
  const question = {
    kind: 'QUESTION',
    text: 'Wanneer is mijn paspoort klaar? Ik vroeg het twee weken geleden aan en vertrek volgende week.',
    outcome: 'CASE',
  };
  const began = performance.now();
  const registered = await ask(documents.register, {
    input: { idempotencyKey: randomUUID(), contactId, questions: [question] },
  });
  const took = performance.now() - began;
  if (!matched.includes('"score"')) throw new Error(`matching: ${matched.slice(0, 300)}`);
  if (!registered.includes('"dueAt"')) throw new Error(`registering: ${registered.slice(0, 300)}`);
  return took;
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
  const [port, clients, seconds] = process.argv.slice(2).map(Number);
  process.send?.(await load(port ?? 0, clients ?? 1, seconds ?? 1), () => process.exit());
}
