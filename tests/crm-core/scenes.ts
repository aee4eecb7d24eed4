import { randomUUID } from 'node:crypto';
import { recordCustomer, type ToldCustomer } from '../../crm-core/customers/record-customer.ts';
import { agent, type World } from './world.ts';

/** What a telephone switch tells of a call, at ten o'clock unless said otherwise. */
export function call(happening: string, changes: object = {}) {
  return {
    callKey: 'call-1',
    happening,
    occurredAt: '2026-11-23T09:00:00.000Z',
    device: '1001',
    direction: 'inbound',
    number: '+32470123456',
    presentation: 'shown',
    dialled: '+3216272000',
    queue: 'kcc',
    transfer: null,
    ending: happening === 'ended' ? 'completed' : null,
    ...changes,
  };
}

/** What a connector delivers of somebody who wrote. */
export function came({ party = {}, ...changes }: { party?: object } & Record<string, unknown> = {}) {
  return {
    channel: 'form',
    receivedAt: '2026-11-23T08:59:00.000Z',
    externalId: null,
    thread: [],
    party: {
      nationalNumber: null,
      enterpriseNumber: null,
      associationCode: null,
      name: null,
      email: null,
      telephone: null,
      ...party,
    },
    subject: '',
    text: 'Ik heb een vraag.',
    questions: [],
    answerBy: null,
    automatic: false,
    ...changes,
  };
}

export function product(changes: object = {}) {
  return {
    productNumber: 'P-1',
    sourceUri: 'https://data.leuven.be/id/product/1',
    name: 'Reispaspoort',
    descriptionHtml: '<p>Met een <b>paspoort</b> reist u buiten Europa.</p>',
    language: 'nl-BE-x-formal',
    kind: 'Product',
    audiences: ['Burger'],
    themes: ['Burgerzaken'],
    searchTerms: ['pas', 'internationaal reisdocument'],
    sections: [{ kind: 'costs', title: 'Kosten', html: '<p>77 euro</p>', evidenceHtml: null }],
    links: [{ title: 'Stad Leuven', url: 'https://www.leuven.be/paspoort' }],
    contactPoints: [{ email: null, telephone: '016 27 20 00', url: null, openingHours: null, address: null }],
    executingAuthorities: ['https://data.leuven.be/id/dienst/burgerzaken'],
    competentAuthorities: [],
    archived: false,
    generatedAt: '2026-11-20T10:00:00.000001Z',
    ...changes,
  };
}

export function nationalNumber(serial: number): string {
  const body = `846${String((serial % 9) + 1)}15${String(serial).padStart(3, '0')}`;
  return body + String(97 - (Number(body) % 97)).padStart(2, '0');
}

/** A customer as one source tells of him; answers his id. */
export function known(world: World, told: Partial<ToldCustomer> = {}): Promise<string> {
  return recordCustomer(world.prisma, world, {
    source: 'rijksregister',
    kind: 'person',
    givenName: 'Marie',
    familyName: 'Claes',
    telephones: ['+32470123456'],
    ...told,
  });
}

/** An agent's draft by another way than the telephone. */
export async function draft(world: World): Promise<string> {
  const { openContact } = await world.ask(
    agent,
    'mutation ($input: OpenContactInput!) { openContact(input: $input) { ... on Contact { id } } }',
    { variables: { input: { idempotencyKey: randomUUID(), channel: 'desk' } } },
  );
  return openContact.id;
}

/** Registers a draft; answers what the graph answers. */
export async function register(world: World, contactId: string, questions: object[], changes: object = {}) {
  const { registerContact } = await world.ask(
    agent,
    `mutation ($input: RegisterContactInput!) {
      registerContact(input: $input) {
        __typename
        ... on Contact { id reference state questions { id text outcome case { id reference state } } }
        ... on InvalidInput { message field }
        ... on Conflict { message }
        ... on NotFound { message }
      }
    }`,
    { variables: { input: { idempotencyKey: randomUUID(), contactId, questions, ...changes } } },
  );
  return registerContact;
}

/** A case of this customer about a passport, at `burgerzaken`; answers its id. */
export async function openedCase(world: World, customerId: string | null = null): Promise<string> {
  const contactId = await draft(world);
  if (customerId !== null) await link(world, contactId, customerId);
  const registered = await register(world, contactId, [
    {
      kind: 'QUESTION',
      text: 'Wanneer is mijn paspoort klaar?',
      outcome: 'CASE',
      handlerGroup: 'burgerzaken',
    },
  ]);
  return registered.questions[0].case.id;
}

export function link(world: World, contactId: string, customerId: string) {
  return world.ask(
    agent,
    `mutation ($input: LinkCustomerInput!) {
      linkCustomer(input: $input) { __typename ... on Contact { customer { id } } ... on Conflict { message } }
    }`,
    { variables: { input: { idempotencyKey: randomUUID(), contactId, customerId } } },
  );
}

/** Somebody carries out a mutation of a case, with a new key unless the input has one. */
export function change(city: World, identity: typeof agent, mutation: string, input: object) {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  return city.answer(
    identity,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) {
      __typename ... on Case { state handlerGroup { key } assigneeName history { state actorName reason } }
      ... on InvalidInput { field } ... on Conflict { message } ... on NotFound { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
}
